import { IconArrowForward, IconCheck, IconCornerUpLeft } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { duration } from '../../ui/format.ts'
import { Hint } from '../../ui/Hint.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { readOpportunity } from '../contract.ts'
import classes from './StagePath.module.css'
import { useDealActions } from './deal-actions.ts'
import { words } from './words.ts'
import { words as dealWords } from './words/deal.ts'

export type Deal = ReplyOf<typeof readOpportunity>
type Step = Deal['path'][number]

/** The way of the deal through its pipeline: what is done, skipped, left, present and ahead, with the days spent in each. */
export function StagePath({ deal }: { deal: Deal }): ReactNode {
  const d = useWords(dealWords)
  const why = deal.permissions.move?.sentence
  const frame = useRef<HTMLDivElement>(null)
  // where the path is wider than the page, the present stage stands in its middle
  useEffect(() => {
    const here = frame.current?.querySelector<HTMLElement>('[aria-current]')
    if (frame.current && here) frame.current.scrollLeft = here.offsetLeft - (frame.current.clientWidth - here.clientWidth) / 2
  }, [deal.stage.id])
  // and where no stage in it can be pressed, the keyboard moves the path itself
  return (
    <div
      className={classes['frame']}
      ref={frame}
      {...(why !== undefined && { tabIndex: 0, role: 'region', 'aria-label': d('path') })}
    >
      <ol className={classes['path']} aria-label={d('path')}>
        {deal.path.map((step) => (
          <Chevron key={step.id} deal={deal} step={step} why={why} />
        ))}
      </ol>
    </div>
  )
}

function Chevron({ deal, step, why }: { deal: Deal; step: Step; why: string | undefined }): ReactNode {
  const t = useWords(words)
  const d = useWords(dealWords)
  const k = useWords(kit)
  const { locale, share } = useFormat()
  const { move } = useDealActions()
  const isHere = step.id === deal.stage.id
  const mayMove = why === undefined && !isHere
  const spent = step.days === null ? undefined : duration(step.days >= 1 ? Math.floor(step.days) : step.days, locale)
  const days = spent && k(spent.unit, { [spent.unit]: spent.value })
  const ended = isHere && deal.status !== 'open' ? t(`status.${deal.status}`) : undefined
  const below =
    ended ??
    (isHere && days ? d('here', { days }) : days) ??
    (step.state === 'skipped'
      ? d('skipped')
      : step.expectedDays !== null && step.state === 'ahead'
        ? d('planned', { days: step.expectedDays })
        : '')
  const face = (
    <>
      <span className={classes['name']}>
        {step.state === 'done' && <IconCheck size={13} aria-hidden="true" />}
        {step.state === 'skipped' && <IconArrowForward size={13} aria-hidden="true" />}
        {step.state === 'left' && <IconCornerUpLeft size={13} aria-hidden="true" />}
        {step.name}
      </span>
      <span className={classes['days']}>{below}</span>
      <span className={classes['hidden']}>{d(`state.${step.state}`)}</span>
    </>
  )
  const hint = (
    <>
      <p>
        {step.name} · {share(step.probability)}
      </p>
      {step.customerLooks && <p>{step.customerLooks}</p>}
      {step.visits > 1 && <p>{d('visits', { count: step.visits })}</p>}
      <p>{isHere ? d('state.current') : (why ?? d(step.position < deal.stage.position ? 'clickToGoBack' : 'clickToMove'))}</p>
    </>
  )
  return (
    <li
      className={classes['step']}
      data-state={step.state}
      data-status={isHere ? deal.status : undefined}
      {...(isHere && { 'aria-current': 'step' as const })}
    >
      <Hint label={hint}>
        {mayMove ? (
          <button type="button" className={classes['face']} onClick={() => void move(deal, step)}>
            {face}
          </button>
        ) : (
          <div className={classes['face']}>{face}</div>
        )}
      </Hint>
    </li>
  )
}
