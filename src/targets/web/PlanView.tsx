import { Button } from '@mantine/core'
import { IconTarget } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { createTarget, listTargets, readTarget } from '../contract.ts'
import type { Level, Measure } from '../measure.ts'
import { PlanGrid } from './PlanGrid.tsx'
import { useMeasureName } from './use-measure-name.ts'
import { VersionBar } from './VersionBar.tsx'
import { words } from './words.ts'

const DrawUpDialog = onDemand(
  async () => (await import('./DrawUpDialog.tsx')).DrawUpDialog,
  ({ opened }) => opened,
)

interface PlanViewProps {
  year: number
  measure: Measure
  level: Level
  version: string | undefined
  onVersion: (id: string | undefined) => void
}

/** The plan of a year: the version being worked on, else the one in force; or how to begin one. */
export function PlanView({ year, measure, level, version, onVersion }: PlanViewProps): ReactNode {
  const versions = useRead(listTargets, { query: { year, measure, limit: 50 } }, { follows: ['target'], keep: true })
  const items = versions.data?.items ?? []
  const shown =
    items.find(({ id }) => id === version) ??
    items.find(({ state }) => state === 'draft' || state === 'submitted') ??
    items.find(({ state }) => state === 'approved') ??
    items[0]
  const plan = useRead(
    readTarget,
    { params: { id: shown?.id ?? '' } },
    { follows: ['target'], enabled: shown !== undefined, keep: true },
  )
  const error = versions.error ?? plan.error
  if (error)
    return (
      <Panel>
        <ErrorPanel problem={error} retry={() => void (versions.error ? versions : plan).refetch()} />
      </Panel>
    )
  if (versions.data && !shown) return <NoPlan {...{ year, measure, onVersion, create: versions.data.permissions.create }} />
  if (!plan.data)
    return (
      <Panel>
        <TextSkeleton lines={12} />
      </Panel>
    )
  return (
    <>
      <VersionBar plan={plan.data} versions={items} onVersion={onVersion} />
      <PlanGrid key={plan.data.id} plan={plan.data} level={level} />
    </>
  )
}

interface NoPlanProps {
  year: number
  measure: Measure
  onVersion: (id: string | undefined) => void
  create: { sentence: string } | null
}

function NoPlan({ year, measure, onVersion, create }: NoPlanProps): ReactNode {
  const t = useWords(words)
  const [asking, setAsking] = useState(false)
  const draft = useWrite(createTarget, {
    touches: ['target'],
    onDone: ({ id }) => {
      onVersion(id)
      notify.done(t('done.create'))
    },
    onProblem: (problem) => (problem.code === 'target-no-history' ? setAsking(true) : notify.refused(problem)),
  })
  const named = useMeasureName()(measure)
  return (
    <Panel>
      <EmptyState
        icon={<IconTarget size={28} stroke={1.5} />}
        title={t('emptyTitle', { year, measure: named })}
        hint={create ? t('emptyForReader') : t('emptyHint')}
      >
        {!create && (
          <>
            <Button loading={draft.isPending} onClick={() => draft.mutate({ body: { year, measure, from: 'history' } })}>
              {t('fromHistory')}
            </Button>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('fromFigure')}
            </Button>
          </>
        )}
      </EmptyState>
      <DrawUpDialog opened={asking} onClose={() => setAsking(false)} year={year} measure={measure} onMade={onVersion} />
    </Panel>
  )
}
