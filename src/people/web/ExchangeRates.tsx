import { Button, Textarea } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { readRates, removeRate, setRates, type RatesReply } from '../rates-contract.ts'
import { ratesFromLines } from './rate-lines.ts'
import classes from './Settings.module.css'
import { words } from './words/organization.ts'

/** What other currencies are worth, by day: written or pasted line by line. */
export function ExchangeRates(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const rates = useRead(readRates, {})
  return (
    <Panel title={t('rates')}>
      <p className={classes['hint']}>{t('ratesHint')}</p>
      {rates.error && <ErrorPanel problem={rates.error} retry={() => void rates.refetch()} />}
      {rates.isPending && <TextSkeleton lines={3} />}
      {rates.data && <RatesTable reply={rates.data} mayChange={can('organisation.manage')} />}
      {rates.data && can('organisation.manage') && <RatesForm own={rates.data.currency} />}
    </Panel>
  )
}

function RatesTable({ reply: { items, currency: own }, mayChange }: { reply: RatesReply; mayChange: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const remove = useWrite(removeRate, { touches: ['forecast'], onProblem: (problem) => notify.refused(problem) })
  if (items.length === 0) return <p className={classes['hint']}>{t('ratesNone')}</p>
  return (
    <ul className={classes['rates']}>
      {items.map(({ currency, day, rate, setBy }) => (
        <li key={`${currency} ${day}`}>
          <span>{t('rateSaid', { currency, rate, own })}</span>
          <small>
            {t('rateFrom', { day: format.day(day) })} · {setBy}
          </small>
          {mayChange && (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconTrash size={14} stroke={1.6} />}
              aria-label={t('removeRate', { currency, day: format.day(day) })}
              onClick={() => remove.mutate({ query: { currency, day } })}
            >
              {t('remove')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function RatesForm({ own }: { own: string }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [text, setText] = useState('')
  const { rates, wrong } = ratesFromLines(text)
  const save = useWrite(setRates, {
    touches: ['forecast'],
    onDone: () => {
      setText('')
      notify.done(t('ratesSaved'))
    },
    onProblem: (problem) => notify.refused(problem),
  })
  return (
    <form
      noValidate
      className={classes['stack']}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ body: { rates } })
      }}
    >
      <Textarea
        label={t('ratesWrite', { own })}
        placeholder={'USD 2026-01-01 7.10'}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        error={wrong.length > 0 ? t('ratesWrong', { lines: wrong.join(', ') }) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="xs" loading={save.isPending} disabled={rates.length === 0 || wrong.length > 0}>
          {rates.length === 0 ? k('save') : t('saveRates', { count: rates.length })}
        </Button>
      </div>
    </form>
  )
}
