import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveCustomer, restoreCustomer } from '../contract.ts'
import type { Customer } from './customer-slots.ts'
import { words } from './words.ts'
import { words as mergeWords } from './words/merge.ts'

const EditCustomerDialog = onDemand(
  async () => (await import('./EditCustomerDialog.tsx')).EditCustomerDialog,
  ({ customer }) => customer !== undefined,
)
const AssignDialog = onDemand(
  async () => (await import('./AssignDialog.tsx')).AssignDialog,
  ({ customer }) => customer !== undefined,
)

const MergeDialog = onDemand(
  async () => (await import('./MergeDialog.tsx')).MergeDialog,
  ({ of }) => of !== undefined,
)

/** Where a gate of a deal asks for a field of its customer, its link opens the form; where a duplicate is told of, the way to merge it. */
const viewAsked = { open: asked.oneOf(['edit', 'merge']) }

/** What can be done with a customer; what may not be done says why. */
export function CustomerActions({ customer }: { customer: Customer }): ReactNode {
  const t = useWords(words)
  const [editing, setEditing] = useState<Customer>()
  const [{ open }, setView] = useUrl(viewAsked)
  const [giving, setGiving] = useState<Customer>()
  const m = useWords(mergeWords)
  const [merging, setMerging] = useState<readonly Customer[]>()
  const { id, name, permissions, archived } = customer
  useOpening(open === 'merge', () => {
    setView({ open: undefined })
    if (permissions.edit === null && !archived) setMerging([customer])
  })
  useOpening(open === 'edit', () => {
    setView({ open: undefined })
    if (permissions.edit === null && !archived) setEditing(customer)
  })
  const touches = ['contacts', 'audit', 'search']
  const params = { id }
  const back = useWrite(restoreCustomer, {
    touches,
    onDone: () => notify.done(t('restored', { name })),
    onProblem: notify.refused,
  })
  const away = useWrite(archiveCustomer, {
    touches,
    onDone: () => notify.done(t('archived', { name }), { undo: () => back.mutate({ params }) }),
    onProblem: notify.refused,
  })
  const ask = async (): Promise<void> => {
    const yes = await confirm({ title: t('archiveTitle', { name }), body: t('archiveBody'), action: t('archive'), danger: true })
    if (yes) away.mutate({ params })
  }
  if (archived && customer.mergedInto) return null
  if (archived)
    return (
      <Button size="xs" loading={back.isPending} onClick={() => back.mutate({ params })}>
        {t('restore')}
      </Button>
    )
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPencil size={15} />}
        disabled={permissions.edit !== null}
        title={permissions.edit?.sentence}
        onClick={() => setEditing(customer)}
      >
        {t('edit')}
      </Button>
      <RowActions
        of={name}
        actions={[
          { key: 'merge', label: m('merge'), run: () => setMerging([customer]), closed: permissions.edit?.sentence },
          { key: 'assign', label: t('assign'), run: () => setGiving(customer), closed: permissions.assign?.sentence },
          {
            key: 'archive',
            label: t('archive'),
            run: () => void ask(),
            danger: true,
            closed: permissions.archive?.sentence,
          },
        ]}
      />
      <EditCustomerDialog customer={editing} onClose={() => setEditing(undefined)} />
      <MergeDialog of={merging} onClose={() => setMerging(undefined)} />
      <AssignDialog customer={giving} onClose={() => setGiving(undefined)} />
    </>
  )
}
