import { useParams } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { readBoard } from '../../opportunities/contract.ts'
import { DesignerPage, type DesignerSlots } from '../../pipelines/web/designer/DesignerPage.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead } from '../../ui/reading.ts'

const slots: DesignerSlots = {
  Trial: onDemand(
    async () => (await import('../../opportunities/web/designer/TrialDialog.tsx')).TrialDialog,
    ({ opened }) => opened,
  ),
  Publish: onDemand(
    async () => (await import('../../opportunities/web/designer/PublishDialog.tsx')).PublishDialog,
    ({ opened }) => opened,
  ),
  VersionMove: onDemand(
    async () => (await import('../../opportunities/web/designer/VersionMoveDialog.tsx')).VersionMoveDialog,
    ({ opened }) => opened,
  ),
}

/** The pipeline designer, with what it says about deals. */
export function DesignerWithSlots(): ReactNode {
  const { id } = useParams({ strict: false }) as { id: string }
  const board = useRead(readBoard, { params: { pipeline: id }, query: { limit: 1 } }, { follows: ['opportunities'] })
  const columns = board.data?.columns
  const deals = useMemo(() => Object.fromEntries((columns ?? []).map(({ stage, count }) => [stage.id, count])), [columns])
  return <DesignerPage slots={slots} deals={deals} />
}
