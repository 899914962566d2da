import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingJudging } from '../permissions.ts'
import { defaultIndicators, defaultThresholds, type Judging, type Thresholds } from '../score.ts'

/** How an organisation judges; version 0 where it has said nothing. */
export async function readJudging(tx: Tx, orgId: string) {
  const row = await tx.selectFrom('key_account_setting').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  const own = (row?.judging ?? null) as Judging | null
  return {
    judging: { ...defaultIndicators, ...own },
    isDefault: own === null,
    thresholds: { ...defaultThresholds, ...((row?.thresholds ?? null) as Thresholds | null) },
    capacity: row?.capacity ?? null,
    version: row?.version ?? 0,
  }
}

export const readSetting = async (tx: Tx, caller: Caller) => {
  const { judging, ...rest } = await readJudging(tx, caller.orgId)
  const mutable = Object.fromEntries(
    Object.entries(judging).map(([key, { weight, band }]) => [key, { weight, band: band.map(([value, points]) => [value, points] as [number, number]) }]), // prettier-ignore
  ) as Record<keyof Judging, { weight: number; band: [number, number][] }>
  return { judging: mutable, ...rest, permissions: { edit: verdictOf(editingJudging(caller), caller.locale) } }
}
