import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { addAction } from '../contract.ts'
import { searchMembers } from './choices.ts'
import { useShowPlan, type Plan } from './plan-view.ts'
import { words } from './words.ts'

/** A new action of a plan. */
export function ActionDialog({ opened, plan, onClose }: { opened: boolean; plan: Plan; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { memberId, name } = useSession()
  const blank = { title: '', expectedResult: '', assigneeId: memberId, dueOn: '' }
  const form = useFields(addAction.body, blank)
  const [who, setWho] = useState<Choice | null>(null)
  const show = useShowPlan()
  useOpening(opened, () => {
    form.reset(blank)
    setWho({ value: memberId, label: name })
  })
  const add = useWrite(addAction, {
    touches: ['tasks', 'day-lists'],
    onProblem: form.refuse,
    onDone: (saved) => {
      show(saved)
      onClose()
      notify.done(t('actionAdded'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addAction')}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) => add.mutateAsync({ params: { id: plan.id }, body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {k('add')}
          </Button>
        </>
      }
    >
      <p>{t('actionHint')}</p>
      <TextField label={t('action')} required data-autofocus {...form.field('title')} />
      <TextField label={t('expected')} {...form.field('expectedResult')} />
      <FieldRow>
        <SearchSelect
          name="member of a plan"
          label={t('doneBy')}
          required
          search={searchMembers}
          {...form.field('assigneeId')}
          value={who}
          onChange={(choice) => {
            setWho(choice)
            form.set({ assigneeId: choice?.value ?? '' })
          }}
        />
        <DayField label={t('dueOn')} required {...form.field('dueOn')} />
      </FieldRow>
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
