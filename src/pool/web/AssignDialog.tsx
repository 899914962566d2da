import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { call, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { assignFromPool } from '../contract.ts'
import classes from './Pool.module.css'
import { words } from './words.ts'

const searchMembers = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listMembers, { query: { reachable: 'true', limit: 20, ...(q ? { q } : {}) }, signal })
  return items
    .filter(({ status }) => status !== 'deactivated')
    .map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}

/** Gives customers of the pool to one person or to several in equal numbers. */
export function AssignDialog({
  of,
  onClose,
  onDone,
}: {
  of: readonly string[] | undefined
  onClose: () => void
  onDone: () => void
}): ReactNode {
  const t = useWords(words)
  const [people, setPeople] = useState<readonly Choice[]>([])
  const [problem, setProblem] = useState<Problem>()
  useOpening(of !== undefined, () => {
    setPeople([])
    setProblem(undefined)
  })
  const give = useWrite(assignFromPool, {
    touches: ['customers', 'contacts'],
    onProblem: setProblem,
    onDone: ({ assigned, left }) => {
      onClose()
      onDone()
      const count = assigned.length
      if (left > 0) notify.info(t('assignedLeft', { count, left }))
      else notify.done(t('assigned', { count }))
    },
  })
  return (
    <Dialog
      opened={of !== undefined}
      onClose={onClose}
      title={t('assignTitle', { count: of?.length ?? 0 })}
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate({ body: { customerIds: [...(of ?? [])], memberIds: people.map(({ value }) => value) } })
      }}
      footer={<SaveButtons onClose={onClose} isPending={give.isPending} disabled={people.length === 0} label={t('assign')} />}
    >
      <p className={classes['hint']}>{t('assignHint')}</p>
      {people.length > 0 && (
        <div className={classes['line']}>
          {people.map((one) => (
            <Button
              key={one.value}
              size="compact-sm"
              variant="default"
              rightSection={<IconX size={14} aria-hidden="true" />}
              aria-label={t('remove', { name: one.label })}
              onClick={() => setPeople((before) => before.filter(({ value }) => value !== one.value))}
            >
              {one.label}
            </Button>
          ))}
        </div>
      )}
      <SearchSelect
        name="member"
        label={people.length === 0 ? t('member') : t('addMember')}
        data-autofocus
        search={searchMembers}
        value={null}
        onChange={(choice) => {
          if (choice) setPeople((before) => (before.some(({ value }) => value === choice.value) ? before : [...before, choice]))
        }}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
