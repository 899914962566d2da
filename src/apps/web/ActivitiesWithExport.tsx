import type { ReactNode } from 'react'
import { ActivitiesPage } from '../../activities/web/ActivitiesPage.tsx'
import { ExportMenu } from '../../imports/web/ExportMenu.tsx'

/** Activities, and the list as a file. */
export const ActivitiesWithExport = (): ReactNode => (
  <ActivitiesPage exporting={(asked) => <ExportMenu kind="activities" asked={asked} />} />
)
