import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { LongTextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { createTarget } from '../contract.ts'
import { isMoney, type Measure } from '../measure.ts'
import classes from './Targets.module.css'
import { useMeasureName } from './use-measure-name.ts'
import { words } from './words.ts'

interface DrawUpDialogProps {
  opened: boolean
  onClose: () => void
  year: number
  measure: Measure
  onMade: (id: string) => void
}

const usual = { growth: 10, stretch: 110, challenge: 125 }

/** Begins a plan: from the past with a growth of one's own, or from a figure; the other levels as shares of the base. */
export function DrawUpDialog({ opened, onClose, year, measure, onMade }: DrawUpDialogProps): ReactNode {
  const t = useWords(words)
  const measureName = useMeasureName()
  const [from, setFrom] = useState<'figure' | 'history'>('figure')
  const [base, setBase] = useState<number | null>(null)
  const [growth, setGrowth] = useState<number | null>(usual.growth)
  const [stretch, setStretch] = useState<number | null>(usual.stretch)
  const [challenge, setChallenge] = useState<number | null>(usual.challenge)
  const [note, setNote] = useState('')
  const draft = useWrite(createTarget, {
    touches: ['target'],
    onDone: ({ id }) => {
      onMade(id)
      onClose()
      notify.done(t('done.create'))
    },
    onProblem: (problem) => notify.refused(problem),
  })
  const send = (): void =>
    draft.mutate({
      body: {
        year,
        measure,
        note,
        from,
        growth: (growth ?? 0) / 100,
        ...(base !== null && { base }),
        stretch: (stretch ?? usual.stretch) / 100,
        challenge: (challenge ?? usual.challenge) / 100,
      },
    })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('createTitle', { year, measure: measureName(measure) })}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={draft.isPending} disabled={from === 'figure' && base === null}>
            {t('create')}
          </Button>
        </>
      }
    >
      <div className={classes['stack']}>
        <ChoiceField
          label={t('from')}
          value={from}
          onChange={setFrom}
          options={(['figure', 'history'] as const).map((value) => ({ value, label: t(`from.${value}`) }))}
        />
        {from === 'history' ? (
          <NumberField label={t('growth')} value={growth} onChange={setGrowth} min={-90} max={1000} />
        ) : isMoney(measure) ? (
          <MoneyField label={t('base')} required value={base} onChange={setBase} min={0} />
        ) : (
          <NumberField label={t('base')} required value={base} onChange={setBase} min={0} allowDecimal={false} />
        )}
        <div className={classes['pair']}>
          <NumberField label={t('stretchPercent')} value={stretch} onChange={setStretch} min={0} max={1000} />
          <NumberField label={t('challengePercent')} value={challenge} onChange={setChallenge} min={0} max={1000} />
        </div>
        <LongTextField label={t('note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
    </Dialog>
  )
}
