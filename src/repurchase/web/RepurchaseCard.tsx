import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Day, Money } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Facts, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readRepurchase, removeCustomerDate } from '../contract.ts'
import classes from './Repurchase.module.css'
import { StateChip } from './StateChip.tsx'
import { words } from './words.ts'

const DateDialog = onDemand(
  async () => (await import('./DateDialog.tsx')).DateDialog,
  ({ opened }) => opened,
)
export type Card = ReplyOf<typeof readRepurchase>

/** What one customer is expected to buy again, by what, and its dates. */
export function RepurchaseCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const read = useRead(readRepurchase, { params: { id: customerId } }, { follows: ['opportunities', 'repurchase'] })
  const [isAdding, setAdding] = useState(false)
  const card = read.data
  if (!card)
    return (
      <Panel title={t('card')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={4} />}
      </Panel>
    )
  const closed = card.permissions.edit?.sentence
  return (
    <Panel
      title={t('card')}
      actions={
        <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setAdding(true)}>
          {t('addDate')}
        </Button>
      }
    >
      <div className={classes['card']}>
        {card.told ? <Told told={card.told} /> : <p className={classes['hint']}>{t('nothing')}</p>}
        <Dates customerId={customerId} card={card} isClosed={closed !== undefined} />
      </div>
      <DateDialog opened={isAdding} customerId={customerId} card={card} onClose={() => setAdding(false)} />
    </Panel>
  )
}

function Told({ told }: { told: NonNullable<Card['told']> }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const rows = [
    { key: 'expected', label: t('expected'), value: told.expectedOrders === null ? '–' : t('expectedOrders', { count: told.expectedOrders.toFixed(1) }) }, // prettier-ignore
    ...(told.alive === null ? [] : [{ key: 'alive', label: t('alive'), value: format.share(told.alive) }]),
    ...(told.contractEndsOn ? [{ key: 'contractEnds', label: t('contractEnds'), value: <Day on={told.contractEndsOn} /> }] : []),
    { key: 'orders', label: t('orders'), value: format.count(told.orders) },
    { key: 'last', label: t('last'), value: <Day on={told.lastOn} /> },
    {
      key: 'gap',
      label: t('gap'),
      value: told.meanGapDays === null ? '–' : t('gapDays', { count: Math.round(told.meanGapDays) }),
    },
    { key: 'usual', label: t('usual'), value: <Money minor={told.usualMinor} compact /> },
  ]
  return (
    <>
      <p className={classes['line']}>
        <StateChip state={told.state} />
        {told.atRiskMinor > 0 && (
          <strong title={t('atRiskHint')}>{t('atRiskSum', { money: format.money(told.atRiskMinor, 'compact') })}</strong>
        )}
        <span className={classes['hint']}>{t(`method.${told.method}`)}</span>
      </p>
      <Facts rows={rows} />
      {told.method === 'segments' && told.fifths && <p className={classes['hint']}>{t('fifths', told.fifths)}</p>}
    </>
  )
}

function Dates({ customerId, card, isClosed }: { customerId: string; card: Card; isClosed: boolean }): ReactNode {
  const t = useWords(words)
  const remove = useWrite(removeCustomerDate, {
    touches: ['repurchase', 'upkeep'],
    onDone: () => notify.done(t('dateRemoved')),
    onProblem: (problem) => notify.refused(problem),
  })
  if (card.dates.length === 0) return null
  return (
    <ul className={classes['dates']} aria-label={t('dates')}>
      {card.dates.map(({ id, kind, on, amountMinor, opportunity, note, by }) => (
        <li key={id}>
          <Day on={on} />
          <span>{t(`kind.${kind}`)}</span>
          {amountMinor !== null && <Money minor={amountMinor} compact />}
          <span className={classes['hint']}>{[opportunity?.name, note, by.name].filter(Boolean).join(' · ')}</span>
          {!isClosed && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params: { id: customerId, dateId: id } })}
            >
              {t('removeDate')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
