import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { ForecastReply } from '../contract.ts'
import { cancelTraining, listTrainings, startTraining } from '../running-contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/forecast.ts'

interface ModelProps {
  model: ForecastReply['model']
  denied: string | undefined
}

/** Of what the model was made, whether it was published, and how to train anew. */
export function Model({ model, denied }: ModelProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <Panel title={t('model')}>
      <p>
        {model ? t('modelSaid', { when: format.ago(model.trainedAt), from: model.windowFrom, to: model.windowTo }) : t('noModel')}
      </p>
      {model?.text && <p className={classes['hint']}>{model.text.sentence}</p>}
      <Training denied={denied} isFirst={model === null} />
    </Panel>
  )
}

/** The training that runs, with its progress; or the button that starts one. */
function Training({ denied, isFirst }: { denied: string | undefined; isFirst: boolean }): ReactNode {
  const t = useWords(words)
  const latest = useRead(listTrainings, { query: { limit: 1 } }).data?.items[0]
  const start = useWrite(startTraining, { touches: ['forecast'], onProblem: (problem) => notify.refused(problem) })
  if (latest && isOn(latest)) return <Running />
  const ended = latest?.status === 'failed' ? t('trainingFailed') : latest?.status === 'cancelled' ? t('trainingStopped') : ''
  return (
    <div className={classes['training']}>
      <Button
        size="xs"
        variant="default"
        disabled={denied !== undefined}
        title={denied}
        loading={start.isPending}
        onClick={() => start.mutate({})}
      >
        {t(isFirst ? 'trainFirst' : 'train')}
      </Button>
      <small>{ended || t('trainHint')}</small>
    </div>
  )
}

/** Asks every second how far it is; what it learned is announced to every page once it is done. */
function Running(): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const latest = useRead(listTrainings, { query: { limit: 1 } }, { every: 1000 }).data?.items[0]
  const stop = useWrite(cancelTraining, { touches: ['forecast'], onProblem: (problem) => notify.refused(problem) })
  if (!latest) return null
  const { id, status, progress, step, permissions } = latest
  const said = status === 'waiting' ? t('trainingWaits') : t('training', { share: told.share(progress) })
  return (
    <div className={classes['training']} role="status">
      <span>{said}</span>
      <Progress value={100 * progress} aria-label={said} />
      {step !== null && <small>{t(`step.${step}`)}</small>}
      <Button
        size="compact-xs"
        variant="default"
        disabled={permissions.cancel !== null}
        title={permissions.cancel?.sentence}
        onClick={() => stop.mutate({ params: { id } })}
      >
        {t('stop')}
      </Button>
    </div>
  )
}

const isOn = ({ status }: { status: string }): boolean => status === 'waiting' || status === 'running'
