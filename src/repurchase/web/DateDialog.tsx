import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useWords } from '../../ui/use-words.ts'
import { addCustomerDate } from '../contract.ts'
import { dateKinds, type DateKind } from '../customer-dates.ts'
import type { Card } from './RepurchaseCard.tsx'
import classes from './Repurchase.module.css'
import { words } from './words.ts'

interface DateDialogProps {
  opened: boolean
  customerId: string
  card: Card
  onClose: () => void
}

interface Draft {
  kind: DateKind
  on: string | null
  amountMinor: number | null
  opportunityId: string
  note: string
}
const empty: Draft = { kind: 'contract-end', on: null, amountMinor: null, opportunityId: '', note: '' }

/** Enters the end of a contract, a milestone of a delivery or an answered complaint. */
export function DateDialog({ opened, customerId, card, onClose }: DateDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { draft, edit, isDirty, problem, setProblem } = useDraft(opened, empty)
  const add = useWrite(addCustomerDate, {
    touches: ['repurchase', 'upkeep'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('dateAdded'))
    },
  })
  const { kind, on, amountMinor, opportunityId, note } = draft
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addDate')}
      dirty={isDirty}
      onSubmit={(event) => {
        event.preventDefault()
        if (!on) return
        add.mutate({
          params: { id: customerId },
          body: { kind, on, amountMinor, opportunityId: opportunityId || null, note: note.trim() || null },
        })
      }}
      footer={<SaveButtons onClose={onClose} isPending={add.isPending} disabled={!on} />}
    >
      <p className={classes['hint']}>{t('dateHint')}</p>
      <ChoiceField
        label={t('kind')}
        value={kind}
        onChange={(next) => edit({ kind: next })}
        options={dateKinds.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
      />
      <FieldRow>
        <DayField label={t('on')} required value={on} onChange={(next) => edit({ on: next })} />
        {kind === 'contract-end' && (
          <MoneyField label={t('amount')} value={amountMinor} onChange={(next) => edit({ amountMinor: next })} />
        )}
      </FieldRow>
      {card.deals.length > 0 && (
        <SelectField
          label={t('deal')}
          value={opportunityId || null}
          onChange={(next) => edit({ opportunityId: next ?? '' })}
          clearable
          placeholder={t('noDeal')}
          data={card.deals.map(({ id, name, wonOn }) => ({ value: id, label: `${name} · ${format.day(wonOn)}` }))}
        />
      )}
      <TextField label={t('note')} maxLength={200} value={note} onChange={(event) => edit({ note: event.currentTarget.value })} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
