import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { addAction, placeDeal } from './commands/act.ts'
import { changeReview, signReview, writeReview } from './commands/review.ts'
import { closePlan, createPlan, savePlan } from './commands/save.ts'
import * as contract from './contract.ts'
import { readingPlans } from './permissions.ts'
import { readPlanOf } from './queries/plan.ts'
import { listPlansOf } from './queries/plans.ts'
import { listVersionsOf, readVersionOf } from './queries/versions.ts'

const unless = async <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : answer()
const found = <T>(value: T | null): Outcome<T> => (value === null ? refuse('not-found') : accept(value))

export function accountPlanRoutes(api: Api): void {
  const view = (tx: Tx, caller: Caller, id: string) =>
    unless(readingPlans(caller), async () => found(await readPlanOf(tx, caller, id)))
  const then = async (done: Outcome<unknown>, tx: Tx, caller: Caller, id: string) => (done.ok ? view(tx, caller, id) : done)

  serve(api, contract.listPlans, ({ tx, caller, query }) => unless(readingPlans(caller), () => listPlansOf(tx, caller, query)))
  serve(api, contract.createPlan, async ({ tx, caller, body }) => {
    const made = await createPlan(tx, caller, body)
    return made.ok ? view(tx, caller, made.value.id) : made
  })
  serve(api, contract.readPlan, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.savePlan, async ({ tx, caller, params, body, ifMatch }) =>
    then(await savePlan(tx, caller, params.id, body, ifMatch), tx, caller, params.id),
  )
  serve(api, contract.closePlan, async ({ tx, caller, params }) =>
    then(await closePlan(tx, caller, params.id, true), tx, caller, params.id),
  )
  serve(api, contract.reopenPlan, async ({ tx, caller, params }) =>
    then(await closePlan(tx, caller, params.id, false), tx, caller, params.id),
  )
  serve(api, contract.listPlanVersions, ({ tx, caller, params }) =>
    unless(readingPlans(caller), async () => found(await listVersionsOf(tx, caller, params.id))),
  )
  serve(api, contract.readPlanVersion, ({ tx, caller, params }) =>
    unless(readingPlans(caller), async () => found(await readVersionOf(tx, caller, params.id, params.version))),
  )
  serve(api, contract.placeDeal, async ({ tx, caller, params, body }) =>
    then(await placeDeal(tx, caller, params.id, { dealId: params.dealId, unitId: body.unitId }), tx, caller, params.id),
  )
  serve(api, contract.addAction, async ({ tx, caller, params, body }) =>
    then(await addAction(tx, caller, params.id, body), tx, caller, params.id),
  )
  serve(api, contract.writeReview, async ({ tx, caller, params, body, ifMatch }) =>
    then(await writeReview(tx, caller, params.id, body, ifMatch), tx, caller, params.id),
  )
  serve(api, contract.changeReview, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeReview(tx, caller, params.id, params.reviewId, body, ifMatch), tx, caller, params.id),
  )
  serve(api, contract.signReview, async ({ tx, caller, params, ifMatch }) =>
    then(await signReview(tx, caller, params.id, params.reviewId, ifMatch), tx, caller, params.id),
  )
}
