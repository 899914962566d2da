import type { ReactNode } from 'react'
import { ApprovalsPage } from '../../opportunities/web/ApprovalsPage.tsx'
import { PlanDecisions } from '../../targets/web/decisions/PlanDecisions.tsx'
import { usePlansToDecide } from '../../targets/web/decisions/use-plan-decisions.ts'

/** Everything that waits for the reader's word: questions about deals, and plans of targets. */
export const ApprovalsWithPlans = (): ReactNode => <ApprovalsPage others={{ waiting: usePlansToDecide(), List: PlanDecisions }} />
