/** What happens next with a deal, and on which day; both null where nothing is planned. */
export interface Plan {
  step: string | null
  on: string | null
}

interface Told {
  happenedAt: Date
  nextStep: string | null
  nextStepOn: string | null
}

/**
 * The deal's plan after an activity was recorded; null leaves it as it is.
 * Only the most recent activity may change it: a visit written down days later does not overwrite what was agreed since.
 * `done` says that the planned step was this activity: without a new one the plan is then empty.
 */
export function planAfter(lastActivityAt: Date | null, told: Told & { done: boolean }): Plan | null {
  if (lastActivityAt !== null && told.happenedAt.getTime() < lastActivityAt.getTime()) return null
  if (told.nextStep !== null || told.nextStepOn !== null) return { step: told.nextStep, on: told.nextStepOn }
  return told.done ? { step: null, on: null } : null
}

/** The deal's plan after an activity's next step was corrected; null where the plan is no longer the one that activity made. */
export function planAfterCorrection(plan: Plan, before: Plan, after: Plan): Plan | null {
  const unchanged = before.step === after.step && before.on === after.on
  const itsOwn = plan.step === before.step && plan.on === before.on
  return itsOwn && !unchanged ? after : null
}
