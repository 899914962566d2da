import type { Role } from '../people/roles.ts'

export const regions = ['华东', '华南', '华北'] as const
export type Region = (typeof regions)[number]

export interface StaffMember {
  key: string
  name: string
  role: Role
  region: Region | null
}

const inRegion = (region: Region, prefix: string, supervisor: string, reps: string[]): StaffMember[] => [
  { key: `${prefix}-lead`, name: supervisor, role: 'supervisor', region },
  ...reps.map((name, index): StaffMember => ({ key: `${prefix}-${index}`, name, role: 'rep', region })),
]

/** The people of the demo company; invented. */
export const staff: readonly StaffMember[] = [
  { key: 'director', name: '沈知远', role: 'director', region: null },
  { key: 'marketing', name: '温若彤', role: 'marketing', region: null },
  { key: 'finance', name: '邱令仪', role: 'finance', region: null },
  { key: 'auditor', name: '霍思明', role: 'auditor', region: null },
  ...inRegion('华东', 'east', '陆景行', ['顾南乔', '施予安', '盛一帆', '柏清和']),
  ...inRegion('华南', 'south', '麦嘉朗', ['容佩珊', '植伟强', '卓晓岚', '区志恒']),
  ...inRegion('华北', 'north', '赫连松', ['阎立诚', '牧雪晴', '晁大川', '单玉洁']),
]

/** One after the other, the members of a region who carry deals. */
export const repsOf = (region: Region): readonly StaffMember[] =>
  staff.filter((member) => member.region === region && member.role === 'rep')
