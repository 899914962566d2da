import type { ReactNode } from 'react'

/** What other slices show inside a plan; apps put it in. */
export interface PlanSlots {
  /** The form for a new deal of this customer and product. */
  newDeal: (asked: {
    opened: boolean
    customer: { id: string; name: string }
    product: { id: string; name: string }
    onClose: () => void
    onCreated: (id: string) => void
  }) => ReactNode
  /** Who is on the account team, with what access. */
  accountTeam: (customerId: string) => ReactNode
}
