import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { writeBattlecard, writeFitTiers } from './commands/cards.ts'
import { fillPipelineTasks, fillStageTasks } from './commands/fill.ts'
import { archiveTask, changeTask, completeTask, createTask, undoCompletion } from './commands/tasks.ts'
import * as contract from './contract.ts'
import { listBattlecards, readBattlecard } from './queries/battlecards.ts'
import { readDealTasks } from './queries/deal-tasks.ts'
import { readFitTiers } from './queries/fit-tiers.ts'
import { readPlaybook } from './queries/playbook.ts'
import { readTaskProgress } from './queries/task-progress.ts'
import { listTasks, readTask } from './queries/tasks.ts'

const found = <T>(record: T | null): Outcome<T> => (record ? accept(record) : refuse('not-found'))
const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<R | null>): Promise<Outcome<R>> =>
  outcome.ok ? found(await next(outcome.value)) : outcome

export function playbookRoutes(api: Api): void {
  const view = (tx: Tx, caller: Caller, id: string) => () => readTask(tx, caller, id)

  serve(api, contract.listTasks, async ({ tx, caller, query }) => accept(await listTasks(tx, caller, query)))
  serve(api, contract.readTask, async ({ tx, caller, params }) => found(await readTask(tx, caller, params.id)))
  serve(api, contract.createTask, async ({ tx, caller, body }) =>
    then(await createTask(tx, caller, body), ({ id }) => readTask(tx, caller, id)),
  )
  serve(api, contract.changeTask, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeTask(tx, caller, params.id, body, ifMatch), view(tx, caller, params.id)),
  )
  serve(api, contract.archiveTask, ({ tx, caller, params, ifMatch }) => archiveTask(tx, caller, params.id, true, ifMatch))
  serve(api, contract.restoreTask, async ({ tx, caller, params }) =>
    then(await archiveTask(tx, caller, params.id, false), view(tx, caller, params.id)),
  )
  serve(api, contract.completeTask, async ({ tx, caller, params, body, ifMatch }) =>
    then(await completeTask(tx, caller, params.id, body, ifMatch), view(tx, caller, params.id)),
  )
  serve(api, contract.undoCompletion, async ({ tx, caller, params, ifMatch }) =>
    then(await undoCompletion(tx, caller, params.id, ifMatch), view(tx, caller, params.id)),
  )
  serve(api, contract.readTaskProgress, async ({ tx, caller, query }) => accept(await readTaskProgress(tx, caller, query)))
  serve(api, contract.readDealTasks, ({ tx, caller, params }) => readDealTasks(tx, caller, params.id))
  serve(api, contract.fillStageTasks, ({ tx, caller, params }) => fillStageTasks(tx, caller, params.id))
  serve(api, contract.fillPipelineTasks, ({ tx, caller, params }) => fillPipelineTasks(tx, caller, params.id))

  serve(api, contract.readPlaybook, ({ tx, caller, params }) => readPlaybook(tx, caller, params.id))
  serve(api, contract.listBattlecards, async ({ tx, caller, query }) => accept(await listBattlecards(tx, caller, query)))
  serve(api, contract.readBattlecard, async ({ tx, caller, params }) => found(await readBattlecard(tx, caller, params.id)))
  serve(api, contract.writeBattlecard, async ({ tx, caller, params, body, ifMatch }) =>
    then(await writeBattlecard(tx, caller, params.id, body, ifMatch), () => readBattlecard(tx, caller, params.id)),
  )
  serve(api, contract.readFitTiers, async ({ tx, caller, params }) => found(await readFitTiers(tx, caller, params.id)))
  serve(api, contract.writeFitTiers, async ({ tx, caller, params, body, ifMatch }) =>
    then(await writeFitTiers(tx, caller, params.id, body.tiers, ifMatch), () => readFitTiers(tx, caller, params.id)),
  )
}
