import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { DealList, FunnelReply } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import type { OpenList } from './FunnelChart.tsx'
import { useFigures } from './use-figures.ts'

/** Five figures above the funnel; each opens the deals behind it. */
export function Kpis({ reply, onOpen }: { reply: FunnelReply; onOpen: OpenList }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  const { basis } = reply.definition
  const decided = reply.won + reply.lost
  const count = (key: 'entered' | 'won' | 'lost' | 'open', amountMinor: number): [string, string] => [
    format.count(reply[key]),
    format.money(amountMinor, 'compact'),
  ]
  return (
    <div className={classes['kpis']}>
      <Kpi
        label={t(basis === 'cohort' ? 'kpiEntered' : basis === 'period' ? 'kpiNew' : 'opening')}
        figures={count('entered', reply.enteredAmountMinor)}
        list="all"
        onOpen={onOpen}
      />
      <Kpi label={t('won')} figures={count('won', reply.wonAmountMinor)} list="won" onOpen={onOpen} />
      <Kpi
        label={t('winRate')}
        hint={t('winRateHint')}
        figures={[
          figures.share(reply.winRate),
          decided === 0 ? '' : decided < 10 ? t('tooFew') : figures.interval(reply.winRateLow, reply.winRateHigh),
        ]}
      />
      <Kpi label={t('lost')} figures={count('lost', reply.lostAmountMinor)} list="lost" onOpen={onOpen} />
      <Kpi
        label={t(basis === 'snapshot' ? 'stayed' : 'open')}
        figures={count('open', reply.openAmountMinor)}
        list="open"
        onOpen={onOpen}
      />
    </div>
  )
}

interface KpiProps {
  label: string
  figures: [string, string]
  hint?: string
  list?: DealList
  onOpen?: OpenList
}

function Kpi({ label, figures: [main, beside], hint, list, onOpen }: KpiProps): ReactNode {
  const content = (
    <>
      <span className={classes['kpiLabel']}>{label}</span>
      <span className={classes['kpiMain']}>{main}</span>
      <span className={classes['kpiBeside']}>{beside}</span>
    </>
  )
  return list && onOpen ? (
    <UnstyledButton className={classes['kpi']} title={hint} onClick={() => onOpen(list)}>
      {content}
    </UnstyledButton>
  ) : (
    <div className={classes['kpi']} title={hint}>
      {content}
    </div>
  )
}
