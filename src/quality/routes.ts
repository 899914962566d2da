import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { saveRules } from './commands/setting.ts'
import { saveStrategies } from './commands/strategies.ts'
import { liftOverride, overrideStanding, proveTrust, sayFacts, takeProofBack } from './commands/standing.ts'
import * as contract from './contract.ts'
import { editingProfile, readingQuality, readingStanding } from './permissions.ts'
import { listOverridesOf, listStandingsOf } from './queries/lists.ts'
import { readMatrixOf } from './queries/matrix.ts'
import { draftProfile, readSetting, tryOut } from './queries/profile.ts'
import { readStandingOf } from './queries/standing.ts'
import { readStrategiesOf } from './queries/strategies.ts'
import * as strategies from './strategy-contract.ts'

const unless = async <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : answer()

export function qualityRoutes(api: Api): void {
  serve(api, contract.readQualitySetting, ({ tx, caller }) =>
    unless(readingQuality(caller), async () => accept(await readSetting(tx, caller))),
  )
  serve(api, contract.saveQualitySetting, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveRules(tx, caller, body, ifMatch)
    return saved.ok ? accept(await readSetting(tx, caller)) : saved
  })
  serve(api, strategies.readStrategies, ({ tx, caller }) => readStrategiesOf(tx, caller))
  serve(api, strategies.saveStrategies, async ({ tx, caller, body, ifMatch }) => {
    const saved = await saveStrategies(tx, caller, body.texts, ifMatch)
    return saved.ok ? readStrategiesOf(tx, caller) : saved
  })
  serve(api, contract.proposeProfile, ({ tx, caller }) =>
    unless(editingProfile(caller), async () => accept(await draftProfile(tx, caller))),
  )
  serve(api, contract.tryProfile, ({ tx, caller, body }) =>
    unless(editingProfile(caller), async () => accept(await tryOut(tx, caller, body))),
  )
  serve(api, contract.readMatrix, ({ tx, caller, query }) =>
    unless(readingQuality(caller), () => readMatrixOf(tx, caller, query)),
  )
  serve(api, contract.listStandings, ({ tx, caller, query }) =>
    unless(readingQuality(caller), () => listStandingsOf(tx, caller, query)),
  )
  serve(api, contract.listOverrides, ({ tx, caller, query }) =>
    unless(readingQuality(caller), () => listOverridesOf(tx, caller, query)),
  )

  const view = (tx: Tx, caller: Caller, id: string) =>
    unless(readingStanding(caller), async () => {
      const standing = await readStandingOf(tx, caller, id)
      return standing ? accept(standing) : refuse('not-found')
    })
  const then = async (done: Outcome<undefined>, tx: Tx, caller: Caller, id: string) => (done.ok ? view(tx, caller, id) : done)
  serve(api, contract.readStanding, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.overrideLevel, async ({ tx, caller, params: { id }, body }) =>
    then(await overrideStanding(tx, caller, id, { of: 'level', ...body }), tx, caller, id),
  )
  serve(api, contract.liftLevel, ({ tx, caller, params, query }) => liftOverride(tx, caller, params.id, 'level', query.seen))
  serve(api, contract.overrideRelationship, async ({ tx, caller, params: { id }, body }) =>
    then(await overrideStanding(tx, caller, id, { of: 'relationship', ...body }), tx, caller, id),
  )
  serve(api, contract.liftRelationship, ({ tx, caller, params, query }) =>
    liftOverride(tx, caller, params.id, 'relationship', query.seen),
  )
  serve(api, contract.saveQualityFacts, async ({ tx, caller, params: { id }, body, ifMatch }) =>
    then(await sayFacts(tx, caller, id, body, ifMatch), tx, caller, id),
  )
  serve(api, contract.addTrustProof, async ({ tx, caller, params: { id }, body }) =>
    then(await proveTrust(tx, caller, id, body), tx, caller, id),
  )
  serve(api, contract.removeTrustProof, ({ tx, caller, params }) => takeProofBack(tx, caller, params.id, params.proofId))
}
