import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Locale } from '../../platform/words.ts'

export interface FunnelStage {
  id: string
  key: string
  position: number
  name: string
  /** Configured chance to win from here, 0-1. */
  probability: number
}

export interface FunnelPipeline {
  id: string
  key: string
  name: string
  /** In order, positions 1 … n. */
  stages: FunnelStage[]
}

type Names = Partial<Record<Locale, string>>

export const named = (names: unknown, locale: Locale): string => {
  const given = (names ?? {}) as Names
  return given[locale] ?? given['zh-CN'] ?? given.en ?? ''
}

/** A pipeline by key or id, the default one when none is named; with its stages as they are today. */
export async function readPipeline(
  tx: Tx,
  { orgId, locale }: Caller,
  wanted: string | undefined,
): Promise<Outcome<FunnelPipeline>> {
  const { rows } = await sql<{
    id: string
    key: string
    name: unknown
    stages: (Omit<FunnelStage, 'name'> & { name: unknown })[] | null
  }>`
    select p.id, p.key, p.name,
      (select json_agg(json_build_object('id', s.id, 'key', s.key, 'position', s.position, 'name', s.name, 'probability', s.probability)
                       order by s.position)
       from stage s where s.org_id = p.org_id and s.pipeline_id = p.id and s.retired_at is null) as stages
    from pipeline p
    where p.org_id = ${orgId} and ${wanted === undefined ? sql`true` : sql`(p.key = ${wanted} or p.id::text = ${wanted})`}
    order by p.is_default desc, p.active desc, p.position, p.id
    limit 1`.execute(tx)
  const found = rows[0]
  if (!found) return refuse('not-found')
  const stages = (found.stages ?? []).map((stage) => ({ ...stage, name: named(stage.name, locale) }))
  return accept({ id: found.id, key: found.key, name: named(found.name, locale), stages })
}
