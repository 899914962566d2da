import type { ReactNode } from 'react'
import { PlanPage } from '../../account-plans/web/PlanPage.tsx'
import type { PlanSlots } from '../../account-plans/web/plan-slots.ts'
import { onDemand } from '../../ui/on-demand.tsx'

const CreateDrawer = onDemand(
  async () => (await import('../../opportunities/web/CreateDrawer.tsx')).CreateDrawer,
  ({ opened }) => opened,
)

const slots: PlanSlots = {
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
