import type { ReactNode } from 'react'
import { RolesPanel } from '../../account-team/web/RolesPanel.tsx'
import { MechanismPage } from '../../operating/web/MechanismPage.tsx'

/** What each tier of key accounts is owed, and below it the roles account teams have. */
export const OperatingSettings = (): ReactNode => <MechanismPage roles={<RolesPanel />} />
