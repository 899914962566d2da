import { listLossReasons, listPipelines } from '../../pipelines/contract.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { useRead } from '../../ui/reading.ts'

export type Pipeline = ReplyOf<typeof listPipelines>['items'][number]
export type LossReason = ReplyOf<typeof listLossReasons>['items'][number]

const fewChanges = 5 * 60_000

/** The pipelines in their order; only those in use unless asked otherwise. */
export const usePipelines = (): { pipelines: readonly Pipeline[]; query: ReturnType<typeof useRead<typeof listPipelines>> } => {
  const query = useRead(listPipelines, { query: { limit: 200 } }, { staleTime: fewChanges })
  return { pipelines: query.data?.items ?? [], query }
}

/** The stages that a deal can move to. */
export const usePipelineOf = (pipelineId: string | undefined): Pipeline | undefined =>
  usePipelines().pipelines.find(({ id }) => id === pipelineId)

export const useLossReasons = (enabled: boolean): readonly LossReason[] =>
  useRead(listLossReasons, {}, { staleTime: fewChanges, enabled }).data?.items.filter(({ active }) => active) ?? []
