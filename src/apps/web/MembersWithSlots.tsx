import type { ReactNode } from 'react'
import { MembersPage } from '../../people/web/MembersPage.tsx'
import { onDemand } from '../../ui/on-demand.tsx'

const PortfolioDialog = onDemand(
  async () => (await import('../../handover/web/PortfolioDialog.tsx')).PortfolioDialog,
  ({ member }) => member !== undefined,
)

const DepartureDialog = onDemand(
  async () => (await import('../../handover/web/DepartureDialog.tsx')).DepartureDialog,
  ({ member }) => member !== undefined,
)

/** The members, and the way to give all that one of them looks after to a colleague, also when they leave. */
export const MembersWithSlots = (): ReactNode => (
  <MembersPage portfolio={(of) => <PortfolioDialog {...of} />} departure={(of) => <DepartureDialog {...of} />} />
)
