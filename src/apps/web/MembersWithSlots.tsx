import type { ReactNode } from 'react'
import { MembersPage } from '../../people/web/MembersPage.tsx'
import { onDemand } from '../../ui/on-demand.tsx'

const PortfolioDialog = onDemand(
  async () => (await import('../../handover/web/PortfolioDialog.tsx')).PortfolioDialog,
  ({ member }) => member !== undefined,
)

/** The members, and the way to give all that one of them looks after to a colleague. */
export const MembersWithSlots = (): ReactNode => <MembersPage portfolio={(of) => <PortfolioDialog {...of} />} />
