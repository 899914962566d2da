import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { call } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeTask, createTask } from '../contract.ts'
import { touchedByTasks, type Task } from './use-task-actions.ts'
import { words } from './words.ts'

/** A task to change; or a new one, for a deal if it is given. */
export type TaskDraft = { task: Task } | { opportunityId?: string }

const blank = { title: '', expectedResult: '', dueOn: null }

const searchPeople = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listMembers, { query: { limit: 20, status: 'active', ...(q !== '' && { q }) }, signal })
  return items.map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}

/** Finds deals by part of a name; deals are another slice's, so the page that shows the form brings it along. */
export type SearchDeals = (q: string, signal: AbortSignal) => Promise<Choice[]>

interface TaskDialogProps {
  draft: TaskDraft | undefined
  onClose: () => void
  searchDeals?: SearchDeals | undefined
}

/** Writes a task or changes one; a stage task keeps its words, its day and whoever does it may change. */
export function TaskDialog({ draft, onClose, searchDeals }: TaskDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { memberId, name } = useSession()
  const task = draft && 'task' in draft ? draft.task : undefined
  const [assignee, setAssignee] = useState<Choice | null>(null)
  const [deal, setDeal] = useState<Choice | null>(null)
  const form = useFields(createTask.body, blank)
  useOpening(draft, (opened) => {
    const known = 'task' in opened ? opened.task : undefined
    form.reset(known ? { title: known.title, expectedResult: known.expectedResult ?? '', dueOn: known.dueOn } : blank)
    setAssignee(known ? { value: known.assignee.id, label: known.assignee.name } : { value: memberId, label: name })
    setDeal(null)
  })
  const keepsWords = task !== undefined && task.permissions.retitle !== null
  const done =
    (word: 'added' | 'saved') =>
    ({ title }: Task): void => {
      onClose()
      notify.done(t(word, { title }))
    }
  const add = useWrite(createTask, { touches: touchedByTasks, onDone: done('added'), onProblem: form.refuse })
  const change = useWrite(changeTask, { touches: touchedByTasks, onDone: done('saved'), onProblem: form.refuse })
  const assigneeId = assignee?.value ?? memberId
  const send = form.submit(({ title, expectedResult, dueOn }) => {
    if (!task) {
      const opportunityId = draft && 'opportunityId' in draft ? draft.opportunityId : deal?.value
      return add.mutateAsync({
        body: {
          title,
          dueOn: dueOn ?? null,
          assigneeId,
          ...(expectedResult && { expectedResult }),
          ...(opportunityId && { opportunityId }),
        },
      })
    }
    const told = keepsWords ? {} : { title, expectedResult: expectedResult ?? '' }
    const to = assigneeId === task.assignee.id ? {} : { assigneeId }
    return change.mutateAsync({ params: { id: task.id }, body: { ...told, ...to, dueOn: dueOn ?? null }, ifMatch: task.version })
  })
  return (
    <Dialog
      opened={draft !== undefined}
      onClose={onClose}
      title={task ? t('editTitle') : t('add')}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {task ? k('save') : t('add')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('fieldTitle')}
        required
        data-autofocus
        autoComplete="off"
        disabled={keepsWords}
        description={keepsWords ? task.permissions.retitle?.sentence : undefined}
        {...form.field('title')}
      />
      {!keepsWords && <LongTextField label={t('fieldExpected')} maxLength={400} {...form.field('expectedResult')} />}
      <FieldRow>
        <DayField label={t('fieldDay')} {...form.field('dueOn')} />
        <SearchSelect
          label={t('fieldAssignee')}
          name="task-assignee"
          value={assignee}
          onChange={setAssignee}
          search={searchPeople}
        />
      </FieldRow>
      {searchDeals && draft && !('task' in draft) && draft.opportunityId === undefined && (
        <SearchSelect label={t('fieldDeal')} name="task-deal" value={deal} onChange={setDeal} search={searchDeals} />
      )}
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
