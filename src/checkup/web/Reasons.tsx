import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { LossesReply } from '../why-contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/why.ts'

interface ReasonsProps {
  reasons: LossesReply['reasons']
  stage?: string | undefined
  onOpen: OpenDeals
  /** All of them instead of the top three. */
  whole?: boolean
}

/** The reasons people gave: by count with intervals, by money beside them; ranks that overlap are said to be tied. */
export function Reasons({ reasons, stage, onOpen, whole = false }: ReasonsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (reasons.ended === 0) return <EmptyState title={t('noLosses')} hint={t('noLossesHint')} />
  const lists = [
    { key: 'count' as const, ranked: reasons.byCount },
    { key: 'money' as const, ranked: reasons.byMoney },
  ]
  return (
    <>
      <Meaning sentence={reasons.definition.sentence} lies={reasons.definition.lies} />
      <div className={classes['twin']}>
        {lists.map(({ key, ranked }) => (
          <div key={key}>
            <h4>{t(key === 'count' ? 'byCount' : 'byMoney')}</h4>
            <ol className={classes['reasons']}>
              {ranked.slice(0, whole ? undefined : 3).map((reason) => (
                <li key={reason.key}>
                  <span className={classes['traitHead']}>
                    <span>
                      {reason.rank}. <b>{reason.name}</b> {reason.tied && <StatusChip>{t('tied')}</StatusChip>}
                    </span>
                    <span>
                      <b>{figures.share(reason.share)}</b>{' '}
                      <UnstyledButton
                        className={classes['number']}
                        aria-label={t('openReason', { reason: reason.name, count: reason.deals })}
                        onClick={() => onOpen({ outcome: 'died', stage, reason: reason.key })}
                      >
                        {key === 'count'
                          ? t('dealCount', { count: figures.count(reason.deals) })
                          : figures.money(reason.amountMinor)}
                      </UnstyledButton>
                    </span>
                  </span>
                  {reason.parts.length > 0 && <Parts parts={reason.parts} of={reason} stage={stage} by={key} onOpen={onOpen} />}
                  <IntervalBar share={reason.share} low={reason.low} high={reason.high} certain={!reason.tied} />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
      {reasons.withoutReason > 0 && (
        <p className={classes['note']}>{t('withoutReason', { count: figures.count(reasons.withoutReason) })}</p>
      )}
      {reasons.othersAlarm && (
        <p className={classes['warning']}>{t('othersAlarm', { share: figures.share(reasons.othersShare) })}</p>
      )}
    </>
  )
}

interface PartsProps {
  parts: LossesReply['reasons']['byCount'][number]['parts']
  of: { key: string; name: string; deals: number; amountMinor: number }
  by: 'count' | 'money'
  stage: string | undefined
  onOpen: OpenDeals
}

/** What a reason was more exactly, each opening its deals; and how much of it nobody told apart. */
function Parts({ parts, of, by, stage, onOpen }: PartsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const figure = (one: { deals: number; amountMinor: number }): string =>
    by === 'count' ? t('dealCount', { count: figures.count(one.deals) }) : figures.money(one.amountMinor)
  const told = parts.reduce((sum, { deals }) => sum + deals, 0)
  const toldMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return (
    <span className={classes['note']}>
      {parts.map((part, index) => (
        <span key={part.key}>
          {index > 0 && ' · '}
          {part.name}{' '}
          <UnstyledButton
            className={classes['number']}
            aria-label={t('openReason', { reason: part.name, count: part.deals })}
            onClick={() => onOpen({ outcome: 'died', stage, reason: part.key })}
          >
            {figure(part)}
          </UnstyledButton>
        </span>
      ))}
      {told < of.deals && (
        <span>
          {' · '}
          {t('notTold', { figure: figure({ deals: of.deals - told, amountMinor: of.amountMinor - toldMinor }) })}
        </span>
      )}
    </span>
  )
}
