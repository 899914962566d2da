import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { clearCalendar, writeCalendar } from '../calendar/contract.ts'
import type { Span } from './calendar-spans.ts'
import { words } from './words/calendar.ts'

/** Enters days off or make-up working days; a span that is changed leaves its former days to the week. */
export function CalendarDialog({ span, onClose }: { span: Span | 'new' | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const existing = span === 'new' ? undefined : span
  const blank = { from: null as unknown as string, to: null as unknown as string, kind: 'holiday' as const, name: '' }
  const form = useFields(writeCalendar.body, blank)
  useOpening(span, (opened) => {
    if (opened === 'new') return form.reset(blank)
    const { from, to, kind, name } = opened
    form.reset({ from, to, kind, name })
  })
  const write = useWrite(writeCalendar, { onProblem: form.refuse })
  const clear = useWrite(clearCalendar, { onProblem: form.refuse })
  const { from, to, kind } = form.values
  const disordered = Boolean(from && to && to < from)
  const send = form.submit(async (body) => {
    if (disordered) return
    const isElsewhere = existing && (existing.from < body.from || existing.to > body.to)
    if (isElsewhere) await clear.mutateAsync({ query: { from: existing.from, to: existing.to } })
    await write.mutateAsync({ body })
    onClose()
    notify.done(t('saved', { name: body.name }), {
      ...(!existing && {
        undo: () => clear.mutate({ query: { from: body.from, to: body.to } }),
      }),
    })
  })
  return (
    <Dialog
      opened={span !== undefined}
      onClose={onClose}
      title={existing ? t('changeTitle', { name: existing.name }) : t('addTitle')}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={t('kind')}
        value={kind === 'workday' ? 'workday' : 'holiday'}
        onChange={(next) => form.set({ kind: next })}
        options={(['holiday', 'workday'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <FieldRow>
        <DayField label={t('from')} required presets="none" {...form.field('from')} />
        <DayField label={t('to')} required presets="none" {...form.field('to')} {...(disordered && { error: t('order') })} />
      </FieldRow>
      <TextField label={t('name')} required autoComplete="off" placeholder={t('nameHint')} {...form.field('name')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
