import { Button, Progress } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import type { Given } from '../../ui/api.ts'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readForecast, type ForecastReply } from '../contract.ts'
import { cancelSimulation, readSimulation } from '../running-contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

interface SimulatingProps {
  reply: ForecastReply
  query: NonNullable<Given<typeof readForecast>['query']>
  onEnd: () => void
}

/** How far the range is, with a way to stop it; or a way to begin again what was stopped. */
export function Simulating({ reply: { simulation }, query, onEnd }: SimulatingProps): ReactNode {
  if (!simulation) return null
  return simulation.status === 'running' ? (
    <Running id={simulation.id} onEnd={onEnd} />
  ) : (
    <Again failed={simulation.status === 'failed'} query={query} onEnd={onEnd} />
  )
}

function Running({ id, onEnd }: { id: string; onEnd: () => void }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const { data } = useRead(readSimulation, { params: { id } }, { every: 250 })
  const stop = useWrite(cancelSimulation, { onProblem: (problem) => notify.refused(problem) })
  const isOver = data !== undefined && data.status !== 'running'
  useEffect(() => {
    if (isOver) onEnd()
  }, [isOver, onEnd])
  const progress = data?.progress ?? 0
  const said = t('simulating', { share: told.share(progress) })
  return (
    <div className={classes['training']} role="status">
      <span>{said}</span>
      <Progress value={100 * progress} aria-label={said} />
      <Button size="compact-xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate({ params: { id } })}>
        {t('stop')}
      </Button>
    </div>
  )
}

function Again({ failed, query, onEnd }: { failed: boolean } & Pick<SimulatingProps, 'query' | 'onEnd'>): ReactNode {
  const t = useWords(words)
  const again = useRead(readForecast, { query: { ...query, simulation: 'wait' } }, { enabled: false })
  return (
    <div className={classes['training']} role="status">
      <span>{t(failed ? 'simulationFailed' : 'simulationStopped')}</span>
      <Button size="compact-xs" variant="default" loading={again.isFetching} onClick={() => void again.refetch().then(onEnd)}>
        {t('simulateAgain')}
      </Button>
    </div>
  )
}
