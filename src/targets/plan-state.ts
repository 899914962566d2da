import { refuse, type Refusal } from '../platform/refusal.ts'

/** A version is drafted, submitted and approved; the approved one before it is then replaced, and kept. */
export const planStates = ['draft', 'submitted', 'approved', 'replaced'] as const
export type PlanState = (typeof planStates)[number]

export const planSteps = ['submit', 'withdraw', 'approve', 'return'] as const
export type PlanStep = (typeof planSteps)[number]

const steps: Record<PlanStep, { from: PlanState; to: PlanState }> = {
  submit: { from: 'draft', to: 'submitted' },
  withdraw: { from: 'submitted', to: 'draft' },
  return: { from: 'submitted', to: 'draft' },
  approve: { from: 'submitted', to: 'approved' },
}

/** The state after a step, or why that step is not open from here. */
export function stateAfter(state: PlanState, step: PlanStep): PlanState | Refusal {
  const { from, to } = steps[step]
  return state === from ? to : refuse('target-not-in-state', { state, step }, 409).refusal
}

/** Only a draft takes changes. */
export const changing = (state: PlanState): Refusal | null =>
  state === 'draft' ? null : refuse('target-not-a-draft', { state }, 409).refusal
