import type { ReactNode } from 'react'
import { PlanNotice } from '../../account-plans/web/PlanNotice.tsx'
import { ChoreNotice } from '../../capacity/web/ChoreNotice.tsx'
import { TodayPage } from '../../diary/web/TodayPage.tsx'
import { RoundNotice } from '../../forecast/web/rounds/RoundNotice.tsx'
import { OwedNotice } from '../../operating/web/OwedNotice.tsx'
import { PoolNotice } from '../../pool/web/PoolNotice.tsx'
import { StocktakeNotice } from '../../stocktakes/web/StocktakeNotice.tsx'

/** The day, with what else waits for the reader. */
export const TodayWithParts = (): ReactNode => (
  <TodayPage
    notices={
      <>
        <RoundNotice />
        <ChoreNotice />
        <OwedNotice />
        <PlanNotice />
        <StocktakeNotice />
        <PoolNotice />
      </>
    }
  />
)
