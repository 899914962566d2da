export type Ageing = 'fine' | 'warning' | 'critical' | 'unknown'
export type NextStepState = 'overdue' | 'today' | 'planned' | 'none'

/** How long a deal has stayed against its stage's own limits, all in decimal days. The SQL twin is in queries/list.ts. */
export function ageingOf(
  daysInStage: number | null,
  limits: { warningDays: number | null; criticalDays: number | null },
): Ageing {
  if (daysInStage === null) return 'unknown'
  if (limits.criticalDays !== null && daysInStage > limits.criticalDays) return 'critical'
  if (limits.warningDays !== null && daysInStage > limits.warningDays) return 'warning'
  return 'fine'
}

/** Urgency of the next step; `today` is a day in the organisation's zone. */
export function nextStepStateOf(nextStepOn: string | null, today: string): NextStepState {
  if (nextStepOn === null) return 'none'
  if (nextStepOn < today) return 'overdue'
  return nextStepOn === today ? 'today' : 'planned'
}
