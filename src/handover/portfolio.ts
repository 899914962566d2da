/** What a person looks after and can give away. People of customers follow their customer. */
export const parts = ['customers', 'opportunities', 'leads', 'tasks'] as const
export type Part = (typeof parts)[number]

/** Tables that a hand-over writes. What was done stays with whoever did it. */
export const tables = ['customer', 'contact', 'opportunity', 'lead', 'task'] as const
export type HandedTable = (typeof tables)[number]
/** Ids of what changed hands. */
export type Handed = Record<HandedTable, string[]>

const tablesOf: Record<Part, readonly HandedTable[]> = {
  customers: ['customer', 'contact'],
  opportunities: ['opportunity'],
  leads: ['lead'],
  tasks: ['task'],
}

export const chosenTables = (chosen: readonly Part[] = parts): ReadonlySet<HandedTable> =>
  new Set(chosen.flatMap((part) => tablesOf[part]))
