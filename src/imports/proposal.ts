import { inferDecimalMark, type DecimalMark } from './amounts.ts'
import { samples, shareOf, type ColumnProfile } from './column-profile.ts'
import { inferDateStyle, type DateStyleFound } from './dates.ts'
import { fieldsFor, missingFields, type Field, type FieldType, type ImportKind } from './fields.ts'
import { headingScore, headingUnit } from './heading-match.ts'

export interface ProposedColumn {
  header: string
  field: string | null
  /** 0 to 1. Below 0.5 nothing is proposed; `guess` then names the nearest field. */
  confidence: number
  guess: string | null
  samples: string[]
  filled: number
  empty: number
  nullWords: number
  noneWords: number
  unknownWords: number
  distinct: number
  dateStyle: DateStyleFound | null
  decimalMark: DecimalMark | null
  /** Power of ten that the heading states (万元: 4). */
  unit: number
}

export interface Proposal {
  columns: ProposedColumn[]
  /** Fields the kind needs and no column offers; of a group one is enough. */
  missing: { field: string; oneOf: string | null }[]
}

/** Of a column's distinct values the share that names a record we already have, by field type. */
export type KnownShares = Partial<Record<'member' | 'customer' | 'product' | 'source' | 'opportunity', number>>

const accepted = 0.5

/**
 * Which column is which field, with a confidence: headings speak first (dictionary of three languages), values confirm, doubt
 * or, under a heading nobody knows, propose. Each column and each field is used once, surest pairs first.
 */
export function propose(kind: ImportKind, profiles: readonly ColumnProfile[], known: ReadonlyMap<string, KnownShares>): Proposal {
  const fields = fieldsFor(kind)
  const pairs = profiles
    .flatMap((profile, column) =>
      fields.map((field, rank) => ({
        column,
        field,
        rank,
        score: confidence(kind, field, profile, known.get(profile.name) ?? {}),
      })),
    )
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score || a.rank - b.rank || a.column - b.column)

  const taken = new Map<number, { field: Field; score: number }>()
  const used = new Set<string>()
  for (const { column, field, score } of pairs) {
    if (score < accepted || taken.has(column) || used.has(field.key)) continue
    taken.set(column, { field, score })
    used.add(field.key)
  }
  return {
    columns: profiles.map((profile, column) =>
      describe(
        profile,
        taken.get(column),
        pairs.find((pair) => pair.column === column && !used.has(pair.field.key)),
      ),
    ),
    missing: missingFields(fields, used),
  }
}

function describe(
  profile: ColumnProfile,
  taken: { field: Field; score: number } | undefined,
  near: { field: Field; score: number } | undefined,
): ProposedColumn {
  const type = taken?.field.type
  return {
    header: profile.name,
    field: taken?.field.key ?? null,
    confidence: Math.round((taken?.score ?? near?.score ?? 0) * 100) / 100,
    guess: taken ? null : (near?.field.key ?? null),
    samples: samples(profile, 4),
    filled: profile.filled,
    empty: profile.rows - profile.filled - profile.nullWords - profile.noneWords - profile.unknownWords,
    nullWords: profile.nullWords,
    noneWords: profile.noneWords,
    unknownWords: profile.unknownWords,
    distinct: profile.distinct.size,
    dateStyle: type === 'date' ? inferDateStyle(profile.orders) : null,
    decimalMark: type === 'amount' ? inferDecimalMark(profile.marks) : null,
    unit: type === 'amount' ? headingUnit(profile.name).power : 0,
  }
}

function confidence(kind: ImportKind, field: Field, profile: ColumnProfile, known: KnownShares): number {
  const heading = headingScore(kind, field.key, profile.name)
  const fit = fitOf(field, profile, known)
  if (profile.looked === 0) return heading * 0.85
  if (heading < 0.4) return fit === null ? 0 : fit >= 0.8 ? byValuesAlone(field, profile) * fit : 0
  if (fit === null) return heading * 0.97
  if (fit >= 0.9) return Math.min(0.99, heading * 0.9 + 0.1)
  return heading * (fit >= 0.5 ? 0.6 + 0.35 * fit : 0.25 + 0.5 * fit)
}

/** How well the values suit the field's type, 0 to 1; null where any text would do. */
function fitOf(field: Field, profile: ColumnProfile, known: KnownShares): number | null {
  const share = (count: number) => shareOf(profile, count) ?? 0
  const typed: Partial<Record<FieldType, () => number | null>> = {
    date: () => share(profile.dates),
    amount: () => share(profile.amounts),
    share: () => share(profile.amounts),
    count: () => share(profile.amounts),
    phone: () => share(profile.phones),
    email: () => share(profile.emails),
    'yes-no': () => share(profile.yesNo),
    stage: () => Math.max(share(profile.stageWords), profile.looked <= 30 && profile.rows > profile.looked * 3 ? 0.6 : 0),
    key: () =>
      profile.longest > 60
        ? 0.2
        : profile.filled > 20 && profile.distinct.size < profile.filled * 0.5 && !profile.overflow
          ? 0.3
          : null,
    member: () => ((known.member ?? 0) >= 0.5 ? 1 : isText(profile) ? null : 0.2),
    customer: () => ((known.customer ?? 0) >= 0.5 ? 1 : isText(profile) ? null : 0.2),
    product: () => ((known.product ?? 0) >= 0.5 ? 1 : null),
    line: () => (field.key === 'name' && !isText(profile) ? 0.2 : profile.longest > (field.max ?? 200) * 2 ? 0.3 : null),
  }
  return typed[field.type]?.() ?? null
}

const isText = (profile: ColumnProfile): boolean =>
  profile.dates + profile.emails < profile.looked * 0.5 && profile.amounts < profile.looked * 0.9

const byValues: Partial<Record<FieldType, number>> = {
  email: 0.75,
  phone: 0.65,
  stage: 0.7,
  member: 0.75,
  customer: 0.7,
  product: 0.75,
  source: 0,
}

/** Under an unknown heading only telling kinds of values propose something; numbers and dates could be anything. */
const byValuesAlone = (field: Field, profile: ColumnProfile): number => {
  if (field.type === 'phone' && profile.dates > profile.looked * 0.5) return 0
  if (field.type === 'stage' && (field.key !== 'stage' || profile.looked > 40)) return 0
  return byValues[field.type] ?? 0
}
