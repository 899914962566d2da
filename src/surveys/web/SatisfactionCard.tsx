import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { readSatisfaction } from '../contract.ts'
import { useSigned, type Satisfaction } from './survey-view.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const ComplaintDialog = onDemand(
  async () => (await import('./ComplaintDialogs.tsx')).ComplaintDialog,
  ({ opened }) => opened,
)
const SettleDialog = onDemand(
  async () => (await import('./ComplaintDialogs.tsx')).SettleDialog,
  ({ complaint }) => complaint !== undefined,
)

export interface Person {
  id: string
  name: string
}

const shownAnswers = 5

/** What the people of a customer answered, whom we asked, and what they complain of. */
export function SatisfactionCard({ customerId, people }: { customerId: string; people: readonly Person[] }): ReactNode {
  const t = useWords(words)
  const found = useRead(readSatisfaction, { params: { id: customerId } }, { follows: ['customers', 'surveys', 'complaints'] })
  const [isComplaining, setComplaining] = useState(false)
  const [settling, setSettling] = useState<string>()
  const one = found.data
  if (!one)
    return (
      <Panel title={t('card')}>
        {found.error ? <ErrorPanel problem={found.error} retry={() => void found.refetch()} /> : <TextSkeleton lines={3} />}
      </Panel>
    )
  const closed = one.permissions.edit?.sentence
  const [survey] = one.openSurveys
  return (
    <Panel
      title={t('card')}
      actions={
        <span className={classes['line']}>
          {survey && closed === undefined && (
            <Button
              size="xs"
              variant="default"
              title={t('askHint')}
              component={Link}
              to="/surveys/$id"
              params={{ id: survey.id } as never}
              search={{ customer: customerId } as never}
            >
              {t('ask')}
            </Button>
          )}
          <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setComplaining(true)}>
            {t('complain')}
          </Button>
        </span>
      }
    >
      <div className={classes['stack']}>
        {one.answers.length === 0 && one.complaints.length === 0 && one.asked.length === 0 && (
          <p className={classes['hint']}>{t('cardNone')}</p>
        )}
        <Complaints one={one} closed={closed} onSettle={setSettling} />
        <Answers one={one} />
      </div>
      <ComplaintDialog opened={isComplaining} customerId={customerId} people={people} onClose={() => setComplaining(false)} />
      <SettleDialog complaint={settling} onClose={() => setSettling(undefined)} />
    </Panel>
  )
}

function Answers({ one }: { one: Satisfaction }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const signed = useSigned()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  return (
    <>
      {one.nps.score !== null && (
        <span className={classes['line']}>
          <strong>
            {t('nps')} {signed(one.nps.score)}
          </strong>
          <span className={classes['hint']}>
            {t('answers')} {format.count(one.nps.answers)}
          </span>
        </span>
      )}
      {one.asked.length > 0 && (
        <p className={classes['hint']}>
          {t('pending', { contacts: list.format([...new Set(one.asked.map(({ contact }) => contact.name))]) })}
        </p>
      )}
      <ul className={classes['plain']}>
        {one.answers
          .slice(0, shownAnswers)
          .map(({ invitationId, contact, answeredAt, nps, group, said, survey, wantsContact }) => (
            <li key={invitationId}>
              <span>{t('answeredOn', { contact: contact.name, day: format.moment(answeredAt) })}</span>
              {group && (
                <StatusChip tone={group === 'detractor' ? 'risk2' : group === 'promoter' ? 'done' : 'plain'}>
                  {nps} · {t(`group.${group}`)}
                </StatusChip>
              )}
              {wantsContact && <StatusChip tone="risk1">{t('wantsContact')}</StatusChip>}
              <details>
                <summary>{survey.name}</summary>
                {said.map(({ question, answer }) => (
                  <p key={question} className={classes['said']}>
                    <span className={classes['hint']}>{question}</span> {answer}
                  </p>
                ))}
              </details>
            </li>
          ))}
      </ul>
    </>
  )
}

interface ComplaintsProps {
  one: Satisfaction
  closed: string | undefined
  onSettle: (id: string) => void
}

function Complaints({ one, closed, onSettle }: ComplaintsProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (one.complaints.length === 0) return null
  return (
    <section aria-label={t('complaints')}>
      <ul className={classes['plain']}>
        {one.complaints.slice(0, shownAnswers).map(({ id, contact, isSevere, text, openedAt, closedAt, closedBy, closing }) => (
          <li key={id}>
            {closedAt === null && (
              <StatusChip tone={isSevere ? 'risk2' : 'risk1'}>
                {t('openSince', { day: format.moment(openedAt) })}
                {isSevere && ` · ${t('severe')}`}
              </StatusChip>
            )}
            <p className={classes['said']}>{text}</p>
            {contact && <span className={classes['hint']}>{contact.name}</span>}
            {closedAt === null ? (
              <Button
                size="compact-xs"
                variant="default"
                disabled={closed !== undefined}
                title={closed}
                onClick={() => onSettle(id)}
              >
                {t('settle')}
              </Button>
            ) : (
              <span className={classes['hint']}>
                {t('closedOn', { day: format.moment(closedAt), name: closedBy?.name ?? '', closing })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
