import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readOperating } from '../contract.ts'
import classes from './Operating.module.css'
import { words } from './words.ts'

const RequestDialog = onDemand(
  async () => (await import('./RequestDialog.tsx')).RequestDialog,
  ({ opened }) => opened,
)

type Owed = ReplyOf<typeof readOperating>

/** What a customer is owed by its tier, until when and by whom, and what is late. */
export function OperatingCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const follows = ['tasks', 'activities', 'key-accounts', 'operating']
  const owed = useRead(readOperating, { params: { id: customerId } }, { follows })
  const [isNoting, setNoting] = useState(false)
  const one = owed.data
  if (!one)
    return (
      <Panel title={t('card')}>
        {owed.error ? <ErrorPanel problem={owed.error} retry={() => void owed.refetch()} /> : <TextSkeleton lines={3} />}
      </Panel>
    )
  const closed = one.permissions.note?.sentence
  return (
    <Panel
      title={t('card')}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMessageQuestion size={15} />}
          disabled={closed !== undefined}
          title={closed}
          onClick={() => setNoting(true)}
        >
          {t('note')}
        </Button>
      }
    >
      <Head one={one} />
      {one.duties.length > 0 && (
        <ul className={classes['duties']}>
          {one.duties.map((duty) => (
            <DutyLine key={duty.key} duty={duty} />
          ))}
        </ul>
      )}
      <RequestDialog opened={isNoting} customerId={customerId} onClose={() => setNoting(false)} />
    </Panel>
  )
}

function Head({ one }: { one: Owed }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { isOn, tier, duties, late, lastContactOn, lastReviewOn } = one
  const why = !isOn ? t('off') : tier === null ? t('noTier') : duties.length === 0 ? t('nothing', { tier }) : null
  return (
    <p className={classes['line']}>
      {tier && <StatusChip tone="primary">{tier}</StatusChip>}
      {duties.length > 0 && (
        <StatusChip tone={late > 0 ? 'risk2' : 'done'}>{late > 0 ? t('late', { count: late }) : t('kept')}</StatusChip>
      )}
      {why && <span className={classes['hint']}>{why}</span>}
      <span className={classes['hint']}>
        {lastContactOn ? t('lastContact', { day: format.day(lastContactOn) }) : t('neverContacted')}
      </span>
      {lastReviewOn && <span className={classes['hint']}>{t('lastReview', { day: format.day(lastReviewOn) })}</span>}
    </p>
  )
}

function DutyLine({ duty }: { duty: Owed['duties'][number] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { kind, about, dueOn, isLate, task, assignee } = duty
  const day = format.day(dueOn)
  return (
    <li>
      <span>{t(`duty.${kind}`, { about })}</span>
      <span className={classes['line']}>
        {isLate ? <StatusChip tone="risk2">{t('lateSince', { day })}</StatusChip> : <span>{t('due', { day })}</span>}
        {assignee && <span className={classes['hint']}>{t('whose', { name: assignee.name })}</span>}
        {task && (
          <Link to="/tasks" aria-label={`${t('toTask')}: ${task.name}`}>
            {t('toTask')}
          </Link>
        )}
      </span>
    </li>
  )
}
