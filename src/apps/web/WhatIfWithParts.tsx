import type { ReactNode } from 'react'
import { WhatIfPage } from '../../checkup/web/WhatIfPage.tsx'
import { FunnelPartsContext } from '../../checkup/web/funnel-parts.ts'
import { parts } from './funnel-parts.tsx'

/** The what-if desk with the controls of the funnel page. */
export const WhatIfWithParts = (): ReactNode => (
  <FunnelPartsContext value={parts}>
    <WhatIfPage />
  </FunnelPartsContext>
)
