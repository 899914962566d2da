import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { fateCounts, lookedAtDays } from '../gate-members.ts'
import { told } from '../telling.ts'
import { keyText, type TraitKey } from '../trait-space.ts'
import { type LookedAt, traitTallies } from '../trait-tallies.ts'
import { testTallies, type Tested } from '../traits.ts'
import { rateOf } from '../verdict.ts'
import type { readWhy, Trait, WhyReply } from '../why-contract.ts'
import { definition } from '../wording.ts'
import { words } from '../words.ts'
import { aboutOf, askedOf, pageCountsOf } from './checkup.ts'
import { deedsAtHand, renewalsOf, shareRead } from './deeds.ts'
import { lately } from './lately.ts'
import { prepare, type Prepared, stageOf } from './prepare.ts'
import { lookedAt, readSample, readTraitNames, redDaysOf } from './traits.ts'

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
  const redDays = await redDaysOf(prepared.value, stage.position)
  const [looked, nameOf, { census }] = await Promise.all([
    testsAt(tx, caller, prepared.value, stage.position, redDays),
    readTraitNames(tx, caller, prepared.value, stage),
    pageCountsOf(prepared.value),
  ])
  const { members, passing, sticking } = looked
  const traitOf = (sentence: 'trait.sentence' | 'trait.stuck') => (tested: Tested<TraitKey>) =>
    traitReply(tested, nameOf(tested.key), sentence, caller)
  return accept({
    about: aboutOf(prepared.value, caller, prepared.value.query.cohort, census),
    definition: definition(caller.locale, members.size < members.of ? 'why.sampled' : 'why.definition', {
      stage: stage.name,
      days: lookedAtDays,
      of: told.count(members.of),
      lookedAt: told.count(members.size),
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
      reading: looked.isSampled && prepared.value.resolved.asOf === null ? await shareRead(tx, caller) : null,
      ...members.fates,
      stuck: members.stuck,
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

/** Everything that may distinguish those who came to a gate, tested; remembered until a deal changes or something more was done. */
async function testsAt(tx: Tx, caller: Caller, prepared: Prepared, position: number, redDays: number) {
  const { deals, resolved, now } = prepared
  const deeds = resolved.asOf === null ? await deedsAtHand(tx, caller, deals) : null
  if (!deeds) return testsOf(await readSample(tx, caller, prepared, position, redDays))
  const question = ['why', position, redDays, renewalsOf(deeds), askedOf(prepared, caller)]
  return lately(prepared, question, now, () => testsOf(lookedAt(prepared, deeds, position, redDays)))
}

function testsOf(looked: LookedAt) {
  const { members, byMember } = looked
  const { passing, sticking } = traitTallies(looked)
  return {
    isSampled: byMember,
    members: {
      of: members.of,
      size: members.size,
      fates: fateCounts(members),
      stuck: members.stuck.reduce((sum, one) => sum + one, 0),
    },
    passing: testTallies(passing.all, passing.traits),
    sticking: testTallies(sticking.all, sticking.traits),
  }
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
      with: told.count(a.of),
      without: told.count(b.of),
      a: told.share(a.share),
      b: told.share(b.share),
    }),
  }
}
