import type { ReactNode } from 'react'
import { ContactsPage } from '../../contacts/web/ContactsPage.tsx'
import { searchCustomers } from '../../opportunities/web/choices.ts'

/** Contacts, with the search for the customer a new one belongs to. */
export const ContactsWithSearch = (): ReactNode => <ContactsPage searchCustomers={searchCustomers} />
