import type { ReactNode } from 'react'
import { PlanPage } from '../../account-plans/web/PlanPage.tsx'
import type { PlanSlots } from '../../account-plans/web/plan-slots.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { part } from '../../ui/part.tsx'

const CreateDrawer = onDemand(
  async () => (await import('../../opportunities/web/CreateDrawer.tsx')).CreateDrawer,
  ({ opened }) => opened,
)

const AccountTeamList = part(async () => (await import('../../account-team/web/AccountTeamList.tsx')).AccountTeamList)

const slots: PlanSlots = {
  accountTeam: (customerId) => <AccountTeamList customerId={customerId} />,
  newDeal: ({ opened, customer, product, onClose, onCreated }) => (
    <CreateDrawer
      opened={opened}
      onClose={onClose}
      pipelineId={undefined}
      customer={{ value: customer.id, label: customer.name }}
      product={{ value: product.id, label: product.name }}
      onCreated={onCreated}
    />
  ),
}

/** A plan, from whose white space deals are created. */
export const PlanWithSlots = (): ReactNode => <PlanPage slots={slots} />
