import type { ReactNode } from 'react'
import { OpportunitiesPage } from '../../opportunities/web/OpportunitiesPage.tsx'
import { dealSlots } from './deal-slots.tsx'

/** The board and the table, with activities inside a deal's drawer. */
export const OpportunitiesWithSlots = (): ReactNode => <OpportunitiesPage {...dealSlots} />
