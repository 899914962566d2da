import type { Role } from '../people/roles.ts'

export const regions = ['华东', '华南', '华北'] as const
export type Region = (typeof regions)[number]

export interface StaffMember {
  key: string
  name: string
  role: Role
  region: Region | null
  /** Whole months with the company until today. */
  months: number
}

type Hired = readonly [name: string, months: number]

const inRegion = (region: Region, prefix: string, supervisor: Hired, reps: readonly Hired[]): StaffMember[] => [
  { key: `${prefix}-lead`, name: supervisor[0], role: 'supervisor', region, months: supervisor[1] },
  ...reps.map(([name, months], index): StaffMember => ({ key: `${prefix}-${index}`, name, role: 'rep', region, months })),
]

/** The people of the demo company; invented. */
export const staff: readonly StaffMember[] = [
  { key: 'director', name: '沈知远', role: 'director', region: null, months: 96 },
  { key: 'marketing', name: '温若彤', role: 'marketing', region: null, months: 50 },
  { key: 'finance', name: '邱令仪', role: 'finance', region: null, months: 74 },
  { key: 'auditor', name: '霍思明', role: 'auditor', region: null, months: 29 },
  ...inRegion(
    '华东',
    'east',
    ['陆景行', 84],
    [
      ['顾南乔', 62],
      ['施予安', 31],
      ['盛一帆', 27],
      ['柏清和', 22],
    ],
  ),
  ...inRegion(
    '华南',
    'south',
    ['麦嘉朗', 70],
    [
      ['容佩珊', 55],
      ['植伟强', 33],
      ['卓晓岚', 24],
      ['区志恒', 14],
    ],
  ),
  ...inRegion(
    '华北',
    'north',
    ['赫连松', 66],
    [
      ['阎立诚', 48],
      ['牧雪晴', 40],
      ['晁大川', 26],
      ['单玉洁', 13],
    ],
  ),
]

/** One after the other, the members of a region who carry deals. */
export const repsOf = (region: Region): readonly StaffMember[] =>
  staff.filter((member) => member.region === region && member.role === 'rep')

/** The first of the month in which somebody joined. */
export function joinedOn({ months }: StaffMember, today: string): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - months
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

/** Who carries what begins on a day in a region: the person, or, before that person joined, whoever has been there longest. */
export function carrierOf(region: Region, key: string, day: string, today: string): string {
  const reps = repsOf(region)
  const picked = reps.find((rep) => rep.key === key)
  return picked && joinedOn(picked, today) > day ? reps[0]!.key : key
}
