import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useWords } from '../../ui/use-words.ts'
import { saveKeyAccountFacts } from '../contract.ts'
import type { Account } from './account-view.ts'
import { words } from './words.ts'

interface KnownDialogProps {
  opened: boolean
  customerId: string
  account: Account
  onClose: () => void
}

const perCent = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 10)
const ofPerCent = (value: number | null): number | null => (value === null ? null : value / 100)
const grades = ['none', '0', '1', '2'] as const

/** What no deal tells of a customer. */
export function KnownDialog({ opened, customerId, account, onClose }: KnownDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { draft: facts, edit, isDirty, problem, setProblem } = useDraft(opened, account.facts)
  const save = useWrite(saveKeyAccountFacts, {
    touches: ['key-accounts'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('saved'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('factsTitle')}
      dirty={isDirty}
      onSubmit={(event) => {
        event.preventDefault()
        const { version, by: _by, at: _at, ...body } = facts
        save.mutate({ params: { id: customerId }, body, ifMatch: version })
      }}
      footer={<SaveButtons onClose={onClose} isPending={save.isPending} />}
    >
      <p>{t('factsHint')}</p>
      <FieldRow>
        <NumberField
          label={t('walletShare')}
          description={t('walletShareHint')}
          min={0}
          max={100}
          value={perCent(facts.walletShare)}
          onChange={(value) => edit({ walletShare: ofPerCent(value) })}
        />
        <NumberField
          label={t('margin')}
          description={t('marginHint')}
          min={-100}
          max={100}
          value={perCent(facts.margin)}
          onChange={(value) => edit({ margin: ofPerCent(value) })}
        />
      </FieldRow>
      <FieldRow>
        <NumberField
          label={t('daysLate')}
          description={t('daysLateHint')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={facts.daysLate}
          onChange={(daysLate) => edit({ daysLate })}
        />
        <NumberField
          label={t('overdueDays')}
          description={t('overdueHint')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={facts.overdueDays}
          onChange={(overdueDays) => edit({ overdueDays })}
        />
      </FieldRow>
      <ChoiceField
        label={t('strategic')}
        options={grades.map((value) => ({ value, label: t(`strategic.${value}`) }))}
        value={facts.strategic === null ? 'none' : (`${facts.strategic}` as const)}
        onChange={(value) => edit({ strategic: value === 'none' ? null : (Number(value) as 0 | 1 | 2) })}
      />
      <DayField
        label={t('customerSince')}
        description={t('customerSinceHint')}
        max={format.today()}
        presets="none"
        value={facts.customerSince}
        onChange={(customerSince) => edit({ customerSince })}
      />
      <LongTextField
        label={t('note')}
        description={t('noteHint')}
        value={facts.note ?? ''}
        onChange={(event) => edit({ note: event.currentTarget.value })}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
