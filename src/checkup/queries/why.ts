import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { fateCounts, lookedAtDays } from '../gate-members.ts'
import { told } from '../telling.ts'
import { keyText, type TraitKey } from '../trait-space.ts'
import { traitTallies } from '../trait-tallies.ts'
import { testTallies, type Tested } from '../traits.ts'
import { rateOf } from '../verdict.ts'
import type { readWhy, Trait, WhyReply } from '../why-contract.ts'
import { definition } from '../wording.ts'
import { words } from '../words.ts'
import { aboutOf } from './checkup.ts'
import { shareRead } from './deeds.ts'
import { prepare, stageOf } from './prepare.ts'
import { readLookedAt, readTraitNames, redDaysOf } from './traits.ts'

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
  const [looked, nameOf] = await Promise.all([
    readLookedAt(tx, caller, prepared.value, stage.position, redDays),
    readTraitNames(tx, caller, prepared.value, stage),
  ])
  const { members } = looked
  const tallies = traitTallies(looked)
  const passing = testTallies(tallies.passing.all, tallies.passing.traits)
  const sticking = testTallies(tallies.sticking.all, tallies.sticking.traits)
  const traitOf = (sentence: 'trait.sentence' | 'trait.stuck') => (tested: Tested<TraitKey>) =>
    traitReply(tested, nameOf(tested.key), sentence, caller)
  return accept({
    about: aboutOf(prepared.value, caller),
    definition: definition(caller.locale, members.size < members.of ? 'why.sampled' : 'why.definition', {
      stage: stage.name,
      days: lookedAtDays,
      of: members.of,
      lookedAt: members.size,
    }),
    stage: {
      key: stage.key,
      stageId: stage.id,
      name: stage.name,
      horizonDays: prepared.value.rule.horizons?.[stage.position - 1] ?? null,
    },
    members: {
      of: members.of,
      lookedAt: members.size,
      reading: looked.byMember && prepared.value.resolved.asOf === null ? await shareRead(tx, caller) : null,
      ...fateCounts(members),
      stuck: members.stuck.reduce((sum, one) => sum + one, 0),
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
