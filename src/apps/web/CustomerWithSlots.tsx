import type { ReactNode } from 'react'
import { CustomerPage } from '../../customers/web/CustomerPage.tsx'
import { customerSlots } from './customer-slots.tsx'

/** A customer's page, with its people, deals, activities and history. */
export const CustomerWithSlots = (): ReactNode => <CustomerPage slots={customerSlots} />
