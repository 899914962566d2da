import type { ReactNode } from 'react'
import { ExportMenu } from '../../imports/web/ExportMenu.tsx'
import { OpportunitiesPage } from '../../opportunities/web/OpportunitiesPage.tsx'
import { dealSlots } from './deal-slots.tsx'

/** The board and the table, with activities inside a deal's drawer, and the list as a file. */
export const OpportunitiesWithSlots = (): ReactNode => (
  <OpportunitiesPage {...dealSlots} exporting={(asked) => <ExportMenu kind="opportunities" asked={asked} />} />
)
