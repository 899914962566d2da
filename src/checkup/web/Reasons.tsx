import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { LossesReply } from '../why-contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/why.ts'

type Ranked = LossesReply['reasons']['byCount'][number]

interface ReasonsProps {
  reasons: LossesReply['reasons']
  stage?: string | undefined
  onOpen: OpenDeals
  /** All of them instead of the top three. */
  whole?: boolean
}

/** A rank, or all it may be: 3–7. */
export const rankText = ({ bestRank, worstRank }: Pick<Ranked, 'bestRank' | 'worstRank'>): string =>
  bestRank === worstRank ? `${bestRank}.` : `${bestRank}–${worstRank}.`

/** What the order of the reasons is worth, said once. */
function orderOf(ranked: readonly Ranked[], t: ReturnType<typeof useWords<keyof (typeof words)['en']>>): string {
  const first = ranked[0]
  if (!first || ranked.length < 2) return ''
  if (ranked.every(({ tied }) => !tied)) return t('orderSure')
  if (!first.tied) return t('orderFirst', { reason: first.name })
  return first.worstRank === ranked.length
    ? t('orderNone', { count: ranked.length, reason: first.name })
    : t('orderAmong', { count: first.worstRank, reason: first.name })
}

/** The reasons people gave: by count with intervals, by money beside them; a rank that may be chance is given as a range. */
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
            {key === 'count' && <p className={classes['note']}>{orderOf(ranked, t)}</p>}
            <ol className={classes['reasons']}>
              {ranked.slice(0, whole ? undefined : 3).map((reason) => (
                <li key={reason.key}>
                  <span className={classes['traitHead']}>
                    <span>
                      <span title={reason.tied ? t('rankRange') : undefined}>{rankText(reason)}</span> <b>{reason.name}</b>
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
