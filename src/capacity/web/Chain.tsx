import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CapacityFigures, CapacityInputs } from '../model.ts'
import classes from './Capacity.module.css'
import { DayBars } from './DayBars.tsx'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

/** Target → deals → prospects → follow-ups → minutes → load → people, each step with what makes it. */
export function Chain({ given, figures }: { given: CapacityInputs; figures: CapacityFigures }): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const number = (value: number): string => figure('number', value)
  const tooMuch = figures.load === null || figures.load > 1
  const steps: { key: string; label: string; main: string; beside: string; risk?: boolean }[] = [
    {
      key: 'target',
      label: t('chain.target'),
      main: figure('money', given.targetMinor),
      beside: t('chain.workdays', { days: given.workdays }),
    },
    {
      key: 'deals',
      label: t('chain.deals'),
      main: t('chain.dealsOf', { count: number(figures.deals) }),
      beside: `÷ ${figure('money', given.dealMinor)}`,
    },
    {
      key: 'prospects',
      label: t('chain.prospects'),
      main: t('chain.customersOf', { count: number(figures.prospects) }),
      beside: t('chain.conversion', { share: figure('share', given.conversion) }),
    },
    {
      key: 'followUps',
      label: t('chain.followUps'),
      main: t('chain.timesOf', { count: number(figures.followUps) }),
      beside: t('chain.touches', { touches: number(given.touches) }),
    },
    {
      key: 'minutes',
      label: t('chain.minutes'),
      main: t('chain.minutesOf', { count: number(figures.minutes) }),
      beside: t('chain.per', { fresh: number(given.minutesNew), follow: number(given.minutesFollowUp) }),
    },
    {
      key: 'load',
      label: t('chain.load'),
      main: figures.load === null ? t('noTime') : figure('share', figures.load),
      beside: t('chain.net', { minutes: number(Math.max(0, figures.netMinutes)) }),
      risk: tooMuch,
    },
    {
      key: 'reps',
      label: t('chain.reps'),
      main: figures.repsNeeded === null ? '–' : t('chain.peopleOf', { count: number(figures.repsNeeded) }),
      beside: t('chain.have', { reps: number(given.reps) }),
      risk: figures.repsNeeded === null || figures.repsNeeded > given.reps,
    },
  ]
  return (
    <Panel title={t('chainTitle')}>
      <ol className={classes['chain']} aria-label={t('chainTitle')}>
        {steps.map(({ key, label, main, beside, risk }) => (
          <li key={key} data-risk={risk || undefined} data-step={key}>
            <span>{label}</span>
            <strong>{main}</strong>
            <small>{beside}</small>
          </li>
        ))}
      </ol>
      <DayBars given={given} figures={figures} />
    </Panel>
  )
}
