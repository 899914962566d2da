import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { type FunnelReply, whatIf } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'

/**
 * What keeping one more customer at every stage would bring, in its default reading with the others beside it.
 * In a large funnel it is one more of every hundred that came: a single one would be nothing.
 * Nothing is said while a tenth of the deals are undecided: their open ones would count as not kept.
 */
export function WhatIfLine({ reply }: { reply: FunnelReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const first = reply.stages[0]?.entered ?? 0
  const undecided = reply.open + reply.onHold >= reply.entered / 10
  const scale = first >= 200 ? first / 100 : 1
  const reached = [...reply.stages.map(({ entered }) => entered / scale), reply.won / scale]
  const meanMinor = reply.won > 0 ? Math.round(reply.wonAmountMinor / reply.won) : 0
  const { key } = reply.definition.pipeline
  const { data } = useQuery({
    queryKey: ['what-if', key, reached, meanMinor],
    queryFn: ({ signal }) =>
      call(whatIf, { body: { pipeline: key, reached, amountMinor: meanMinor, oneMorePerStage: true }, signal }),
    enabled: reply.won > 0 && !undecided,
    staleTime: Infinity,
    meta: { follows: [] },
  })
  const times = (deals: number): number => (scale === 1 ? Math.round(deals * 10) / 10 : Math.round(deals * scale))
  if (!data || data.difference.deals <= 0 || undecided) return null
  return (
    <p className={classes['whatIf']}>
      <b>{t(scale === 1 ? 'whatIfTitle' : 'whatIfTitleHundred')}</b>
      <span>
        {t('whatIfSentence', {
          before: format.count(times(data.base.deals)),
          after: format.count(times(data.deals)),
          change: `+${format.share(data.difference.share ?? 0, 1)}`,
          amount: format.money(Math.round(data.difference.moneyMinor * scale), 'compact'),
        })}
      </span>
      <span className={classes['muted']}>
        {t('whatIfReadings', {
          added: format.count(times(data.readings.added)),
          upper: format.count(times(data.readings.upperBound)),
        })}
      </span>
    </p>
  )
}
