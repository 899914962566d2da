import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useWords } from '../../ui/use-words.ts'
import { saveCredit } from '../contract.ts'
import { behaviours } from '../interview.ts'
import type { Cards } from './CustomerCards.tsx'
import { words } from './words.ts'

interface CreditDialogProps {
  opened: boolean
  customerId: string
  credit: Cards['credit']
  onClose: () => void
}

/** How much a customer may owe, for how long, and how it pays. */
export function CreditDialog({ opened, customerId, credit, onClose }: CreditDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { draft, edit, isDirty, problem, setProblem } = useDraft(opened, credit)
  const save = useWrite(saveCredit, {
    touches: ['audit'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('creditSaved'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('creditTitle')}
      dirty={isDirty}
      onSubmit={(event) => {
        event.preventDefault()
        const { limitMinor, termsDays, behaviour, reviewedOn, note, version } = draft
        save.mutate({
          params: { id: customerId },
          body: { limitMinor, termsDays, behaviour, reviewedOn, note },
          ifMatch: version,
        })
      }}
      footer={<SaveButtons onClose={onClose} isPending={save.isPending} />}
    >
      <FieldRow>
        <MoneyField label={t('limit')} min={0} value={draft.limitMinor} onChange={(limitMinor) => edit({ limitMinor })} />
        <NumberField
          label={t('termsDays')}
          description={t('termsHint')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={draft.termsDays}
          onChange={(termsDays) => edit({ termsDays })}
        />
      </FieldRow>
      <ChoiceField
        label={t('behaviour')}
        options={(['none', ...behaviours] as const).map((value) => ({ value, label: t(`behaviour.${value}`) }))}
        value={draft.behaviour ?? 'none'}
        onChange={(value) => edit({ behaviour: value === 'none' ? null : value })}
      />
      <DayField
        label={t('reviewedOn')}
        max={format.today()}
        presets="behind"
        value={draft.reviewedOn}
        onChange={(reviewedOn) => edit({ reviewedOn })}
      />
      <LongTextField
        label={t('note')}
        description={t('noteHint')}
        maxLength={1000}
        value={draft.note ?? ''}
        onChange={({ currentTarget: { value } }) => edit({ note: value })}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
