import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readCards } from '../contract.ts'
import classes from './Cards.module.css'
import { Interviews } from './Interviews.tsx'
import { Transactions } from './Transactions.tsx'
import { words } from './words.ts'

export type Cards = ReplyOf<typeof readCards>

const CreditDialog = onDemand(
  async () => (await import('./CreditDialog.tsx')).CreditDialog,
  ({ opened }) => opened,
)
const InterviewDialog = onDemand(
  async () => (await import('./InterviewDialog.tsx')).InterviewDialog,
  ({ opened }) => opened,
)

/** What a customer has bought, how it pays, and what was heard from it. */
export function CustomerCards({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const [open, setOpen] = useState<'credit' | 'interview'>()
  const query = useRead(readCards, { params: { id: customerId } }, { follows: ['opportunities', 'key-accounts'] })
  const cards = query.data
  if (!cards)
    return (
      <Panel title={t('transactions')}>
        {query.error ? <ErrorPanel problem={query.error} retry={() => void query.refetch()} /> : <TextSkeleton lines={4} />}
      </Panel>
    )
  const closed = cards.permissions.edit?.sentence
  const button = (what: 'credit' | 'interview', label: string): ReactNode => (
    <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setOpen(what)}>
      {label}
    </Button>
  )
  return (
    <>
      {cards.transactions && (
        <Panel title={t('transactions')}>
          <Transactions of={cards.transactions} />
        </Panel>
      )}
      <Panel title={t('credit')} actions={button('credit', t('editCredit'))}>
        <Credit credit={cards.credit} />
      </Panel>
      <Panel title={t('interviews')} actions={button('interview', t('addInterview'))}>
        <Interviews interviews={cards.interviews} />
      </Panel>
      <CreditDialog opened={open === 'credit'} customerId={customerId} credit={cards.credit} onClose={() => setOpen(undefined)} />
      <InterviewDialog opened={open === 'interview'} customerId={customerId} onClose={() => setOpen(undefined)} />
    </>
  )
}

function Credit({ credit }: { credit: Cards['credit'] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { limitMinor, termsDays, behaviour, reviewedOn, daysLate, overdueDays, note, by, at } = credit
  const figures: [label: string, value: string | null][] = [
    [t('limit'), limitMinor === null ? null : format.money(limitMinor)],
    [t('terms'), termsDays === null ? null : termsDays === 0 ? t('inAdvance') : t('days', { count: termsDays })],
    [t('behaviour'), behaviour && t(`behaviour.${behaviour}`)],
    [t('daysLate'), daysLate === null ? null : t('days', { count: daysLate })],
    [t('overdueDays'), overdueDays === null ? null : t('days', { count: overdueDays })],
    [t('reviewedOn'), reviewedOn && format.day(reviewedOn)],
  ]
  const known = figures.filter(([, value]) => value !== null)
  if (known.length === 0 && !note) return <p className={classes['hint']}>{t('creditNone')}</p>
  return (
    <div className={classes['stack']}>
      <dl className={classes['figures']}>
        {known.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {note && <p style={{ margin: 0 }}>{note}</p>}
      {by && at && <p className={classes['hint']}>{t('saidBy', { name: by.name, when: format.ago(at) })}</p>}
    </div>
  )
}
