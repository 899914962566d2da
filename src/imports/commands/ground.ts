import type { PhoneRegion } from '../../contacts/phone.ts'
import type { Phase } from '../../pipelines/stage.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import type { Pipeline } from './run.ts'

/** The pipeline with its stages, or the default one; an organisation always has one. */
export async function pipelineOf(tx: Tx, orgId: string, id: string | null): Promise<Pipeline> {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select(['id', 'current_version'])
    .where('org_id', '=', orgId)
    .$if(id !== null, (query) => query.where('id', '=', id!))
    .orderBy('is_default', 'desc')
    .orderBy('position')
    .limit(1)
    .executeTakeFirstOrThrow()
  const stages = await tx
    .selectFrom('stage')
    .select(['id', 'key', 'position', 'phase', 'name'])
    .where('org_id', '=', orgId)
    .where('pipeline_id', '=', pipeline.id)
    .where('retired_at', 'is', null)
    .orderBy('position')
    .execute()
  return {
    id: pipeline.id,
    version: pipeline.current_version,
    stages: stages.map(({ id, key, position, phase, name }) => ({
      id,
      key,
      position,
      phase: phase as Phase,
      names: [key, ...Object.values((name ?? {}) as Record<string, string>)],
    })),
  }
}

export const findPipeline = (tx: Tx, orgId: string, keyOrId: string) =>
  tx
    .selectFrom('pipeline')
    .select('id')
    .where('org_id', '=', orgId)
    .where((where) => where.or([where('key', '=', keyOrId), where(where.cast<string>('id', 'text'), '=', keyOrId)]))
    .executeTakeFirst()

const regions: Record<string, PhoneRegion> = {
  CNY: 'CN',
  TWD: 'TW',
  HKD: 'HK',
  MOP: 'MO',
  USD: 'US',
  EUR: 'DE',
  GBP: 'GB',
  JPY: 'JP',
  SGD: 'SG',
}
const zones: Record<string, PhoneRegion> = {
  'Asia/Shanghai': 'CN',
  'Asia/Taipei': 'TW',
  'Asia/Hong_Kong': 'HK',
  'Asia/Macau': 'MO',
}

/** The country by whose plan numbers without a country code are read. */
export const phoneRegionOfCaller = ({ timeZone, currency }: Pick<Caller, 'timeZone' | 'currency'>): PhoneRegion =>
  zones[timeZone] ?? regions[currency] ?? 'CN'
