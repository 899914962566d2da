import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { addInterview } from '../contract.ts'
import { interviewFields, type Interview } from '../interview.ts'
import classes from './Cards.module.css'
import { words } from './words.ts'

const nothing = Object.fromEntries(interviewFields.map((field) => [field, null])) as Interview

/** Writes down what was heard; what was heard before stays. */
export function InterviewDialog({
  opened,
  customerId,
  onClose,
}: {
  opened: boolean
  customerId: string
  onClose: () => void
}): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [heard, setHeard] = useState(nothing)
  const [heldOn, setHeldOn] = useState<string | null>(format.today())
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setHeard(nothing)
    setHeldOn(format.today())
    setProblem(undefined)
  })
  const isBlank = interviewFields.every((field) => !heard[field]?.trim())
  const save = useWrite(addInterview, {
    touches: ['audit'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('interviewSaved'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('interviewTitle')}
      dirty={!isBlank}
      onSubmit={(event) => {
        event.preventDefault()
        if (heldOn) save.mutate({ params: { id: customerId }, body: { heldOn, ...heard } })
      }}
      footer={<SaveButtons onClose={onClose} isPending={save.isPending} disabled={isBlank || !heldOn} />}
    >
      <p className={classes['hint']}>{t('interviewHint')}</p>
      <DayField label={t('heldOn')} required max={format.today()} presets="behind" value={heldOn} onChange={setHeldOn} />
      {interviewFields.map((field) => (
        <LongTextField
          key={field}
          label={t(`heard.${field}`)}
          maxLength={field === 'productInUse' || field === 'competitor' ? 400 : 2000}
          minRows={1}
          value={heard[field] ?? ''}
          onChange={({ currentTarget: { value } }) => setHeard((before) => ({ ...before, [field]: value }))}
        />
      ))}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
