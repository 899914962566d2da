import { Button } from '@mantine/core'
import { type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { invalidateLead, reopenLead } from '../contract.ts'
import { invalidReasons } from '../lead.ts'
import { words as leadWords } from '../words.ts'
import type { Lead } from './LeadsPage.tsx'
import { words } from './words.ts'

/** Why a lead leads nowhere. */
export function InvalidateDialog({ lead, onClose }: { lead: Lead | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const l = useWords(leadWords)
  const form = useFields(invalidateLead.body, { reason: '', note: '' })
  useOpening(lead, () => form.reset({ reason: '', note: '' }))
  const touches = ['day-lists', 'audit']
  const reopen = useWrite(reopenLead, { touches, onProblem: notify.refused, onDone: () => notify.done(t('reopened')) })
  const end = useWrite(invalidateLead, {
    touches,
    onProblem: form.refuse,
    onDone: ({ id }) => {
      onClose()
      notify.done(t('invalidDone'), { undo: () => reopen.mutate({ params: { id } }) })
    },
  })
  return (
    <Dialog
      opened={lead !== undefined}
      onClose={onClose}
      title={t('invalidTitle')}
      onSubmit={form.submit((body) => lead && end.mutateAsync({ params: { id: lead.id }, body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('invalidate')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('invalidReason')}
        required
        data={invalidReasons.map((value) => ({ value, label: l(`reason.${value}`) }))}
        {...form.field('reason')}
      />
      <LongTextField label={t('invalidNote')} minRows={2} withAsterisk={form.values.reason === 'other'} {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
