import { Button } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode } from 'react'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import type { ReplyOf } from '../../../ui/api.ts'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { useOpening } from '../../../ui/use-opening.ts'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { tryPipeline } from '../../pipeline-contract.ts'
import { words } from '../words/designer.ts'
import classes from './Trial.module.css'

type Gate = ReplyOf<typeof tryPipeline>['gates'][number]

interface TrialDialogProps {
  opened: boolean
  onClose: () => void
  pipelineId: string
  definition: PipelineFull
}

/** What the draft's gates would have done to the deals of today and of the past year. */
export function TrialDialog({ opened, onClose, pipelineId, definition }: TrialDialogProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { mutate, data, error, isPending, reset } = useWrite(tryPipeline)
  const run = (): void => mutate({ params: { id: pipelineId }, body: { definition } })
  useOpening(opened, () => {
    reset()
    run()
  })
  const nameOf = (key: string): string => definition.stages.find((stage) => stage.key === key)?.name[locale] || key
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('tryTitle')}
      size={720}
      footer={
        <>
          <Button variant="default" loading={isPending} onClick={run}>
            {t('tryAgain')}
          </Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </>
      }
    >
      {isPending && <TextSkeleton lines={6} />}
      {error && <ErrorPanel problem={error} retry={run} />}
      {data && !isPending && (
        <>
          <p className={classes['hint']}>{t('tryHint', { days: data.days })}</p>
          {data.flaws.length > 0 && <p className={classes['risk']}>{t('flaws', { count: data.flaws.length })}</p>}
          {data.gates.length === 0 && (
            <EmptyState icon={<IconFlask size={28} stroke={1.5} />} title={t('noGates')} hint={t('noGatesHint')} />
          )}
          {data.gates.map((gate) => (
            <GateTried
              key={`${gate.stage} ${gate.side}`}
              gate={gate}
              name={t(`side.${gate.side}`, { stage: nameOf(gate.stage) })}
            />
          ))}
        </>
      )}
    </Dialog>
  )
}

function GateTried({ gate: { today, past }, name }: { gate: Gate; name: string }): ReactNode {
  const t = useWords(words)
  const { count } = useFormat()
  const isQuiet = today.deals === 0 && past.deals === 0
  return (
    <section className={classes['gate']} aria-label={name}>
      <h3>{name}</h3>
      {isQuiet && <p className={classes['hint']}>{t('noDeals')}</p>}
      {!isQuiet && (
        <div className={classes['halves']}>
          <div>
            <h4>{t('today')}</h4>
            {today.deals === 0 ? (
              <p className={classes['hint']}>{t('todayNone')}</p>
            ) : (
              <>
                <p>{t('todayHeld', { held: count(today.held), deals: count(today.sampled) })}</p>
                <Held held={today.held} of={today.sampled} />
                {today.sampled < today.deals && (
                  <p className={classes['hint']}>
                    {t('sampleToday', { sampled: count(today.sampled), deals: count(today.deals) })}
                  </p>
                )}
              </>
            )}
            {today.missing.length > 0 && (
              <>
                <h5>{t('missing')}</h5>
                <ul className={classes['list']}>
                  {today.missing.slice(0, 5).map(({ label, deals }) => (
                    <li key={label}>{t('missingDeals', { label, deals: count(deals) })}</li>
                  ))}
                </ul>
              </>
            )}
            {today.examples.length > 0 && (
              <>
                <h5>{t('examples')}</h5>
                <ul className={classes['list']}>
                  {today.examples.map(({ id, name: deal }) => (
                    <li key={id}>
                      <Link to="/opportunities/$id" params={{ id } as never}>
                        {deal}
                      </Link>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
          <div>
            <h4>{t('past')}</h4>
            {past.passed === 0 ? (
              <p className={classes['hint']}>{t('pastNone')}</p>
            ) : (
              <>
                <p>{t('pastHeld', { held: count(past.held), passed: count(past.passed) })}</p>
                <Held held={past.held} of={past.passed} />
                {past.never > 0 && <p>{t('pastNever', { never: count(past.never) })}</p>}
                {past.medianDays !== null && <p>{t('pastMedian', { days: Math.round(past.medianDays * 10) / 10 })}</p>}
                {past.sampled < past.deals && (
                  <p className={classes['hint']}>{t('samplePast', { sampled: count(past.sampled), deals: count(past.deals) })}</p>
                )}
              </>
            )}
          </div>
        </div>
      )}
    </section>
  )
}

/** The share that would be held, as a bar; the sentence above says it. */
function Held({ held, of }: { held: number; of: number }): ReactNode {
  return (
    <div className={classes['bar']} aria-hidden="true">
      <div style={{ width: `${of === 0 ? 0 : (held / of) * 100}%` }} />
    </div>
  )
}
