import { Button } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { listMembers } from '../../people/contract.ts'
import { call, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { changeCustomer } from '../contract.ts'
import classes from './Customer.module.css'
import type { Customer } from './customer-slots.ts'
import { words } from './words.ts'

const searchMembers = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listMembers, { query: { reachable: 'true', limit: 20, ...(q ? { q } : {}) }, signal })
  return items
    .filter(({ status }) => status !== 'deactivated')
    .map(({ id, name, teamName }) => ({ value: id, label: name, hint: teamName ?? undefined }))
}

/** Gives a customer with its people to a colleague within reach. */
export function AssignDialog({ customer, onClose }: { customer: Customer | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [owner, setOwner] = useState<Choice | null>(null)
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    setOwner(null)
    setProblem(undefined)
  }, [customer])
  const give = useWrite(changeCustomer, {
    touches: ['contacts', 'audit', 'search'],
    onProblem: setProblem,
    onDone: ({ name, owner: next }) => {
      onClose()
      notify.done(t('assigned', { name, owner: next.name }))
    },
  })
  return (
    <Dialog
      opened={customer !== undefined}
      onClose={onClose}
      title={t('assignTitle', { name: customer?.name ?? '' })}
      onSubmit={(event) => {
        event.preventDefault()
        if (customer && owner)
          give.mutate({ params: { id: customer.id }, body: { ownerId: owner.value }, ifMatch: customer.version })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!owner} loading={give.isPending}>
            {t('assign')}
          </Button>
        </>
      }
    >
      <SearchSelect
        name="member"
        label={t('newOwner')}
        data-autofocus
        required
        search={searchMembers}
        value={owner}
        onChange={setOwner}
      />
      <p className={classes['quiet']}>{t('assignHint')}</p>
      <FormProblem problem={problem} />
    </Dialog>
  )
}
