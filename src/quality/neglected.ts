/** A good customer is neglected when nobody has answered for so many days: twice the longest rhythm of its grade, in calendar days. */
export const neglectedDays: Record<1 | 2 | 3, number> = { 1: 42, 2: 84, 3: 168 }
