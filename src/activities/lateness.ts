/** An activity is to be written down within this many hours of happening (DOMAIN §4). */
export const lateAfterHours = 24
/** Clocks differ: this far ahead of ours an activity is still taken as "now". */
export const futureToleranceMinutes = 5

/** Whether more than 24 hours lie between the activity and its record. Instants, so the time zone does not matter. */
export const isLate = (happenedAt: Date, recordedAt: Date): boolean =>
  recordedAt.getTime() - happenedAt.getTime() > lateAfterHours * 3_600_000

/** Whether it is said to have happened at a time still to come; such a record is refused: a plan is no activity. */
export const liesInFuture = (happenedAt: Date, now: Date): boolean =>
  happenedAt.getTime() - now.getTime() > futureToleranceMinutes * 60_000
