import type { ReactNode } from 'react'
import { CustomersPage } from '../../customers/web/CustomersPage.tsx'
import { customerSlots } from './customer-slots.tsx'

/** The list of customers, each with what other slices know of it. */
export const CustomersWithSlots = (): ReactNode => <CustomersPage slots={customerSlots} />
