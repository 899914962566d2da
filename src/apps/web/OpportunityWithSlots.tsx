import type { ReactNode } from 'react'
import { OpportunityPage } from '../../opportunities/web/OpportunityPage.tsx'
import { dealSlots } from './deal-slots.tsx'

/** A deal's page, with its activities. */
export const OpportunityWithSlots = (): ReactNode => <OpportunityPage {...dealSlots} />
