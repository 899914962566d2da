import type { Caller } from '../platform/session.ts'
import { type Locale, say } from '../platform/words.ts'
import type { Lacking } from './contract.ts'
import type { HabitsReply } from './habits-contract.ts'
import { type HabitCell, type HabitRow, type Habits, habitKinds } from './habits.ts'
import { money, told } from './telling.ts'
import { rateOf } from './verdict.ts'
import { label } from './wording.ts'
import { words } from './words/habits.ts'

interface Asked {
  stages: readonly { key: string; name: string }[]
  days: { from: string; last: string }
  /** Whether open deals are told: not as of a past day. */
  isNow: boolean
  nameOf: (owner: string | null) => string
  /** When what was written down was read; null: for this answer. */
  knownAt: Date | null
}
type Speaker = Pick<Caller, 'locale' | 'currency' | 'timeZone'>

/** The habits as the contract says them, with what to do about each. */
export function habitsReply(found: Habits, { stages, days, isNow, nameOf, knownAt }: Asked, caller: Speaker): HabitsReply {
  const { locale, currency } = caller
  const { size } = found
  const at = knownAt && clockOf(knownAt, caller)
  return {
    currency,
    knownAt: knownAt?.toISOString() ?? null,
    tests: found.tests,
    findings: findings(found, nameOf, caller),
    recording: {
      definition: defined(locale, 'recording', days, at),
      ...days,
      late: rateOf(found.recording.successes, found.recording.n),
    },
    open: !isNow
      ? null
      : {
          threads: defined(locale, 'threads'),
          steps: defined(locale, 'steps'),
          deals: found.open,
          single: found.single,
          singleMoneyShare: moneyShare(found),
          size: {
            singleMedianMinor: whole(size.single),
            othersMedianMinor: whole(size.others),
            p: size.p,
            differs: size.differs,
          },
          none: found.none,
          overdue: found.overdue,
          overdueDays: found.overdueDays,
          stages: found.stages
            .map(({ stage, ...sums }) => ({ ...stages[stage - 1]!, ...sums }))
            .map(({ key, name, open, single, none, overdue }) => ({ key, name, open, single, none, overdue })),
        },
    owners: found.owners.map((row) => ({
      key: row.owner,
      name: nameOf(row.owner),
      medianHours: row.medianHours,
      recording: cellReply(row.recording, locale),
      threads: cellReply(row.threads, locale),
      steps: cellReply(row.steps, locale),
    })),
  }
}

const whole = (minor: number | null): number | null => (minor === null ? null : Math.round(minor))

const moneyShare = ({ single, open }: Habits): number | null =>
  open.amountMinor === 0 ? null : single.amountMinor / open.amountMinor

/** Where it is not of this moment, that is said beside when it lies. */
const defined = (
  locale: Locale,
  key: 'recording' | 'threads' | 'steps',
  facts: Record<string, unknown> = {},
  knownAt: string | null = null,
) => ({
  key,
  sentence: say(locale, words, `${key}.definition`, facts),
  lies: [
    say(locale, words, `${key}.lies`, facts),
    ...(knownAt === null ? [] : [say(locale, words, 'knownAt', { at: knownAt })]),
  ].join(locale === 'en' ? ' ' : ''),
})

/** Hour and minute as people read them. */
const clockOf = (at: Date, { locale, timeZone }: Speaker): string =>
  at.toLocaleTimeString(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false })

const cellReply = ({ own, others, p, adjustedP, judgement }: HabitCell, locale: Locale) => ({
  ...rateOf(own.successes, own.n),
  shrunk: null,
  p,
  adjustedP,
  judgement,
  label: label(judgement, locale),
  others: rateOf(others.successes, others.n),
})

type Finding = HabitsReply['findings'][number]

/** What is wrong with the open deals, dearest first; then who stands out. What could be chance is not among it. */
function findings(found: Habits, nameOf: Asked['nameOf'], { locale, currency }: Speaker): Finding[] {
  const { open, single, none, overdue, size } = found
  const worth = (minor: number): string => money(minor, currency, locale)
  const finding = (
    kind: Finding['kind'],
    key: keyof (typeof words)['en'],
    facts: Record<string, unknown>,
    more: { lacking?: Lacking; amountMinor?: number; ownerKey?: string } = {},
  ): Finding => ({
    key: more.ownerKey === undefined ? key : `${key}:${more.ownerKey}`,
    kind,
    ownerKey: more.ownerKey ?? null,
    lacking: more.lacking ?? null,
    amountMinor: more.amountMinor ?? null,
    sentence: say(locale, words, key, facts),
    action: say(locale, words, `act.${more.ownerKey === undefined ? '' : 'owner.'}${kind}` as 'act.threads', facts),
  })
  const ofAll: Finding[] = []
  if (none.count > 0)
    ofAll.push(
      finding(
        'steps',
        'steps.none',
        { deals: told.count(open.count), count: told.count(none.count), money: worth(none.amountMinor) },
        { lacking: 'next-step', amountMinor: none.amountMinor },
      ),
    )
  if (overdue.count > 0)
    ofAll.push(
      finding(
        'steps',
        'steps.overdue',
        { count: told.count(overdue.count), days: told.days(found.overdueDays ?? 0), money: worth(overdue.amountMinor) },
        { lacking: 'overdue-step', amountMinor: overdue.amountMinor },
      ),
    )
  if (single.count > 0)
    ofAll.push(
      finding(
        'threads',
        size.differs === 'larger' ? 'threads.larger' : 'threads.some',
        {
          deals: told.count(open.count),
          count: told.count(single.count),
          money: worth(single.amountMinor),
          share: told.share(moneyShare(found)),
          size: worth(size.single ?? 0),
          others: worth(size.others ?? 0),
        },
        { lacking: 'second-contact', amountMinor: single.amountMinor },
      ),
    )
  const ofOwners = habitKinds.flatMap((kind) =>
    found.owners
      .filter((row) => row[kind].judgement === 'significantly-high')
      .map((row) => {
        const { own, others } = row[kind]
        return finding(kind, `owner.${kind}`, factsOf(row, own, others, nameOf), { ownerKey: row.owner })
      }),
  )
  return [...ofAll.sort((a, b) => (b.amountMinor ?? 0) - (a.amountMinor ?? 0)), ...ofOwners]
}

const factsOf = (row: HabitRow, own: HabitCell['own'], others: HabitCell['others'], nameOf: Asked['nameOf']) => ({
  name: nameOf(row.owner),
  of: told.count(own.n),
  count: told.count(own.successes),
  share: told.share(own.successes / own.n),
  others: told.share(others.n === 0 ? null : others.successes / others.n),
  hours: told.days(row.medianHours ?? 0),
})
