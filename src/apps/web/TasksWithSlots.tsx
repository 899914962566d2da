import type { ReactNode } from 'react'
import { listOpportunities } from '../../opportunities/contract.ts'
import type { SearchDeals } from '../../playbooks/web/TaskDialog.tsx'
import { TasksPage } from '../../playbooks/web/TasksPage.tsx'
import { call } from '../../ui/api.ts'

const searchDeals: SearchDeals = async (q, signal) => {
  const { items } = await call(listOpportunities, { query: { limit: 20, status: 'open', ...(q !== '' && { q }) }, signal })
  return items.map(({ id, name, customer }) => ({ value: id, label: name, hint: customer?.name }))
}

/** The tasks of all deals, and the way to find a deal for a new one. */
export const TasksWithSlots = (): ReactNode => <TasksPage searchDeals={searchDeals} />
