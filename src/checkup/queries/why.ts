import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { lookedAtDays } from '../gate-members.ts'
import { told } from '../telling.ts'
import { keyText, type TraitKey } from '../trait-columns.ts'
import { testTraits, type Tested } from '../traits.ts'
import { rateOf } from '../verdict.ts'
import type { readWhy, Trait, WhyReply } from '../why-contract.ts'
import { definition } from '../wording.ts'
import { words } from '../words.ts'
import { aboutOf } from './checkup.ts'
import { prepare, stageOf } from './prepare.ts'
import { membersOf, readTraitNames, readTraits, redDaysOf } from './traits.ts'

/** What distinguishes the deals that went on at a gate from those that stuck or died (GET /checkup/why). Refuses an unknown stage. */
export async function readWhyReport(
  tx: Tx,
  caller: Caller,
  { stage: key, ...query }: z.output<typeof readWhy.query>,
): Promise<Outcome<WhyReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const found = stageOf(prepared.value, key)
  if (!found.ok) return found
  const stage = found.value
  const redDays = redDaysOf(prepared.value, stage.position)
  const all = membersOf(prepared.value, stage.position, redDays)
  const { members } = all
  const [traits, nameOf] = await Promise.all([
    readTraits(tx, caller, prepared.value, all),
    readTraitNames(tx, caller, prepared.value, stage),
  ])
  const wentOn = Uint8Array.from(members, ({ fate }) => Number(fate === 'wentOn'))
  const passing = testTraits(wentOn, traits)
  const beside = members.flatMap(({ stuck, fate }, index) => (stuck || fate === 'wentOn' ? [index] : []))
  const sticking = testTraits(
    Uint8Array.from(beside, (index) => Number(members[index]!.stuck)),
    traits.map(({ key: own, has }) => ({ key: own, has: Uint8Array.from(beside, (index) => has[index]!) })),
  )
  const traitOf = (sentence: 'trait.sentence' | 'trait.stuck') => (tested: Tested<TraitKey>) =>
    traitReply(tested, nameOf(tested.key), sentence, caller)
  const count = (fate: string): number => members.filter((member) => member.fate === fate).length
  return accept({
    about: aboutOf(prepared.value, caller),
    definition: definition(caller.locale, members.length < all.of ? 'why.sampled' : 'why.definition', {
      stage: stage.name,
      days: lookedAtDays,
      of: all.of,
      lookedAt: members.length,
    }),
    stage: {
      key: stage.key,
      stageId: stage.id,
      name: stage.name,
      horizonDays: prepared.value.rule.horizons?.[stage.position - 1] ?? null,
    },
    members: {
      of: all.of,
      lookedAt: members.length,
      wentOn: count('wentOn'),
      died: count('died'),
      stillThere: count('stillThere'),
      stuck: members.filter(({ stuck }) => stuck).length,
    },
    traits: passing.tested.map(traitOf('trait.sentence')),
    tested: passing.tested.length,
    tooFewCases: passing.tooFewCases,
    stuck: {
      definition: definition(caller.locale, 'stuck.definition', { stage: stage.name, days: told.days(redDays) }),
      limitDays: redDays,
      traits: sticking.tested.filter(({ adjustedP }) => adjustedP < 0.1).map(traitOf('trait.stuck')),
    },
  })
}

function traitReply(
  { key, with: own, without, lift, p, adjustedP, effect }: Tested<TraitKey>,
  name: string,
  sentence: 'trait.sentence' | 'trait.stuck',
  { locale }: Caller,
): Trait {
  const [a, b] = [rateOf(own.successes, own.n), rateOf(without.successes, without.n)]
  return {
    key: keyText(key),
    kind: key.kind,
    name,
    with: a,
    without: b,
    lift,
    p,
    adjustedP,
    effect,
    sentence: say(locale, words, sentence, {
      trait: name,
      with: a.of,
      without: b.of,
      a: told.share(a.share),
      b: told.share(b.share),
    }),
  }
}
