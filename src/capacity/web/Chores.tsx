import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { TypedNumber } from '../../ui/fields/TypedNumber.tsx'
import { addDays } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readChores, saveChores } from '../chore-contract.ts'
import { choreKinds, choreTotal, type ChoreMinutes } from '../chores.ts'
import { words as said } from '../words.ts'
import classes from './Capacity.module.css'
import { words } from './words.ts'

const nothing: ChoreMinutes = { meetings: 0, paperwork: 0, approvals: 0, helping: 0, travel: 0, other: 0 }

/** What last week's working days went into besides customers: asked of who sells, told in a minute, changed at will. */
export function Chores(): ReactNode {
  const t = useWords(words)
  const s = useWords(said)
  const format = useFormat()
  const own = useRead(readChores, {}, { follows: ['capacity'] })
  const [draft, setDraft] = useState<ChoreMinutes>()
  const save = useWrite(saveChores, {
    touches: ['capacity'],
    onDone: () => {
      notify.done(t('choresSaved'))
      setDraft(undefined)
    },
    onProblem: (problem) => notify.refused(problem),
  })
  if (!own.data || own.data.permissions.save !== null) return null
  const { asked, due, weeks } = own.data
  const last = weeks[0]
  const told = due ? undefined : last
  const weekOn = told?.weekOn ?? asked
  const span = { from: format.day(weekOn), to: format.day(addDays(weekOn, 6)) }
  const write = (minutes: ChoreMinutes): void => save.mutate({ body: { weekOn, minutes } })
  if (told && !draft)
    return (
      <Panel
        title={t('choresTitle')}
        actions={
          <Button size="compact-xs" variant="default" onClick={() => setDraft(told.minutes)}>
            {t('choresChange')}
          </Button>
        }
      >
        <p>{t('choresTold', { ...span, minutes: format.count(told.totalMinutes) })}</p>
      </Panel>
    )
  const minutes = draft ?? nothing
  return (
    <Panel title={t('choresTitle')}>
      <p className={classes['hint']}>{t('choresAsk', span)}</p>
      <div className={classes['choreGrid']}>
        {choreKinds.map((kind) => (
          <span key={kind} className={classes['chore']}>
            <span>{s(`chore.${kind}`)}</span>
            <TypedNumber
              className={classes['typed']}
              label={s(`chore.${kind}`)}
              typed={format.count(minutes[kind])}
              parse={(text) => (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 600 ? Number(text) : undefined)}
              unit={t('unit.minutes')}
              onTurn={(value) => setDraft({ ...minutes, [kind]: value })}
            />
          </span>
        ))}
      </div>
      <span className={classes['buttons']}>
        <Button size="xs" disabled={!draft} loading={save.isPending} onClick={() => write(minutes)}>
          {t('choresSave')}
        </Button>
        {due && last && (
          <Button size="xs" variant="default" disabled={save.isPending} onClick={() => write(last.minutes)}>
            {t('choresSame')}
          </Button>
        )}
        <span className={classes['quiet']}>{t('choresTotal', { minutes: format.count(choreTotal(minutes)) })}</span>
      </span>
    </Panel>
  )
}
