/** A day before or after today (YYYY-MM-DD), as the organisation of the journeys counts days: in Shanghai. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
