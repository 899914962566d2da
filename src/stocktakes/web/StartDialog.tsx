import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { listMembers, listTeams } from '../../people/contract.ts'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { startStocktake } from '../contract.ts'
import { words } from './words.ts'

interface StartDialogProps {
  opened: boolean
  onClose: () => void
  onStarted: (id: string) => void
}

const rarely = { staleTime: 5 * 60_000 }

/** Whose customers are gone through; a person's own unless they lead others. */
export function StartDialog({ opened, onClose, onStarted }: StartDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { memberId, name } = useSession()
  const members = useRead(listMembers, { query: { limit: 200, reachable: 'true' } }, rarely).data?.items ?? []
  const teams = useRead(listTeams, { query: { limit: 200 } }, rarely).data?.items ?? []
  const [whose, setWhose] = useState(`owner:${memberId}`)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setWhose(`owner:${memberId}`)
    setNote('')
    setProblem(undefined)
  })
  const start = useWrite(startStocktake, {
    touches: ['stocktakes'],
    onProblem: (refused) => {
      const running = refused.facts['stocktakeId']
      if (refused.code === 'stocktake-running' && typeof running === 'string') onStarted(running)
      else setProblem(refused)
    },
    onDone: ({ id }) => {
      onClose()
      notify.done(t('started'))
      onStarted(id)
    },
  })
  const reached = new Set(members.map(({ teamId }) => teamId))
  const people = members.some(({ id }) => id === memberId) ? members : [{ id: memberId, name }, ...members]
  const data = [
    { group: t('person'), items: people.map(({ id, name: label }) => ({ value: `owner:${id}`, label })) },
    ...(members.length > 1
      ? [{ group: t('team'), items: teams.filter(({ id, archived }) => !archived && reached.has(id)).map(({ id, name: label }) => ({ value: `team:${id}`, label })) }] // prettier-ignore
      : []),
  ]
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('start')}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(undefined)
        const [kind, id] = whose.split(':') as ['owner' | 'team', string]
        start.mutate({ body: { [kind]: id, note } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={start.isPending}>
            {t('start')}
          </Button>
        </>
      }
    >
      <p>{t('startHint')}</p>
      <SelectField label={t('whose')} required data={data} value={whose} onChange={(value) => value && setWhose(value)} />
      <TextField label={t('note')} maxLength={400} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
