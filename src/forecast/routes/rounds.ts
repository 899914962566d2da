import type { Tx } from '../../platform/database/connect.ts'
import type { Api } from '../../platform/http/api.ts'
import { serve } from '../../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { readingDeals } from '../../opportunities/permissions.ts'
import { sayCategory, setStageCategory } from '../commands/rounds/categories.ts'
import { lockRound, openRound, reopenRound } from '../commands/rounds/run.ts'
import { overrideForecast, submitForecast } from '../commands/rounds/say.ts'
import { saveSetting } from '../commands/rounds/setting.ts'
import { readCategory, readStageCategories } from '../queries/rounds/category.ts'
import { readJudges } from '../queries/rounds/judges.ts'
import { readNodes } from '../queries/rounds/people.ts'
import { listRounds, readRoundNow, roundOf, showRound, type RoundRow } from '../queries/rounds/rounds.ts'
import { allSaid, shownOverride, shownSubmission } from '../queries/rounds/said.ts'
import { showSetting } from '../queries/rounds/setting.ts'
import { readSheet } from '../queries/rounds/sheet.ts'
import { readRound } from '../queries/rounds/team.ts'
import * as contract from '../round-contract.ts'
import { readingRounds } from '../round-permissions.ts'

const found = <T>(record: T | null | undefined): Outcome<T> =>
  record === null || record === undefined ? refuse('not-found') : accept(record)
const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<R | null>): Promise<Outcome<R>> =>
  outcome.ok ? found(await next(outcome.value)) : outcome
const unless = async <T>(refusal: Refusal | null, answer: () => Promise<T | null | undefined>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : found(await answer())

/** Categories of deals, and the rounds in which everybody says what will come in. */
export function roundRoutes(api: Api): void {
  const reading = <T>(caller: Caller, read: () => Promise<T | null | undefined>) => unless(readingRounds(caller), read)

  serve(api, contract.readCategory, ({ tx, caller, params }) =>
    unless(readingDeals(caller), () => readCategory(tx, caller, params.id)),
  )
  serve(api, contract.sayCategory, async ({ tx, caller, params, body, ifMatch }) => {
    const refusal = readingDeals(caller)
    if (refusal) return { ok: false, refusal }
    return then(await sayCategory(tx, caller, params.id, body, ifMatch), () => readCategory(tx, caller, params.id))
  })
  serve(api, contract.readStageCategories, ({ tx, caller }) => reading(caller, () => readStageCategories(tx, caller)))
  serve(api, contract.setStageCategory, async ({ tx, caller, params, body }) =>
    then(await setStageCategory(tx, caller, params.id, body.category), () => readStageCategories(tx, caller)),
  )

  serve(api, contract.readRoundSetting, ({ tx, caller }) => reading(caller, () => showSetting(tx, caller)))
  serve(api, contract.saveRoundSetting, async ({ tx, caller, body, ifMatch }) =>
    then(await saveSetting(tx, caller, body, ifMatch), () => showSetting(tx, caller)),
  )
  serve(api, contract.readRoundNow, ({ tx, caller }) => reading(caller, () => readRoundNow(tx, caller)))
  serve(api, contract.listRounds, ({ tx, caller, query }) => reading(caller, () => listRounds(tx, caller, query)))
  serve(api, contract.openRound, async ({ tx, caller }) => then(await openRound(tx, caller), (row) => showRound(tx, caller, row)))
  serve(api, contract.readRound, ({ tx, caller, params }) =>
    reading(caller, async () => {
      const row = await roundOf(tx, caller, params.id)
      return row && readRound(tx, caller, row)
    }),
  )
  const changed = (tx: Tx, caller: Caller) => (row: RoundRow) => showRound(tx, caller, row)
  serve(api, contract.reopenRound, async ({ tx, caller, params, body }) =>
    then(await reopenRound(tx, caller, params.id, body), changed(tx, caller)),
  )
  serve(api, contract.lockRound, async ({ tx, caller, params }) =>
    then(await lockRound(tx, caller, params.id), changed(tx, caller)),
  )

  const kept = async (tx: Tx, caller: Caller, roundId: string, nodeId: string) => {
    const { submissions, overrides } = await allSaid(tx, caller.orgId, roundId, nodeId)
    return { submissions: submissions.map(shownSubmission), overrides: overrides.map(shownOverride) }
  }
  serve(api, contract.listSubmissions, ({ tx, caller, params, query }) =>
    reading(caller, async () => {
      const id = query.member ?? query.team ?? caller.memberId
      const node = (await readNodes(tx, caller, new Set([id]))).find((one) => one.id === id)
      const round = node && (await roundOf(tx, caller, params.id))
      return round && kept(tx, caller, round.id, id)
    }),
  )
  serve(api, contract.submitForecast, async ({ tx, caller, params, body }) =>
    then(await submitForecast(tx, caller, params.id, body), ({ nodeId }) => kept(tx, caller, params.id, nodeId)),
  )
  serve(api, contract.overrideForecast, async ({ tx, caller, params, body }) =>
    then(await overrideForecast(tx, caller, params.id, body), ({ nodeId }) => kept(tx, caller, params.id, nodeId)),
  )
  serve(api, contract.readSheet, ({ tx, caller, query }) => reading(caller, () => readSheet(tx, caller, query)))
  serve(api, contract.readJudges, ({ tx, caller }) => reading(caller, () => readJudges(tx, caller)))
}
