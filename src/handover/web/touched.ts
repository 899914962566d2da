/** What else a hand-over changes on screen. */
export const touchedByHandovers = [
  'customers',
  'contacts',
  'opportunities',
  'boards',
  'leads',
  'tasks',
  'members',
  'handovers',
  'funnel',
]
