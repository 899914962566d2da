import type { ReactNode } from 'react'
import { ContactsPage } from '../../contacts/web/ContactsPage.tsx'
import { ExportMenu } from '../../imports/web/ExportMenu.tsx'
import { searchCustomers } from '../../opportunities/web/choices.ts'

/** Contacts, with the search for the customer a new one belongs to, and the list as a file. */
export const ContactsWithSlots = (): ReactNode => (
  <ContactsPage searchCustomers={searchCustomers} exporting={(asked) => <ExportMenu kind="contacts" asked={asked} />} />
)
