import { z } from 'zod'
import { amountMinor, currency, day, endpoint, share } from '../platform/contract.ts'
import { checkupQuery, judged, lackings, rate, said, tag } from './contract.ts'

const count = z.int().min(0)
const sum = z.object({ count, amountMinor })

/** `significantly-high` is the trouble: a share of what should not be. */
const cell = judged.extend({ others: rate })

/** Something to act on, in the caller's language. */
const finding = z.object({
  key: z.string(),
  kind: z.enum(['recording', 'threads', 'steps']),
  ownerKey: z.string().nullable().describe('The member it is about; null: everybody'),
  lacking: z
    .enum(lackings)
    .nullable()
    .describe('GET /checkup/deals?lacking= lists the deals behind it; null: activities, late=true'),
  amountMinor: amountMinor.nullable(),
  sentence: z.string(),
  action: z.string().describe('What to do about it'),
})

/**
 * How people work, by what is on record. `recording` looks at activities that happened in the span (the last 90 days where it is open);
 * `open` at the deals that are open now, whatever the span, and is null as of a past day: next steps have no history.
 */
export const readHabits = endpoint({
  method: 'GET',
  path: '/checkup/habits',
  summary:
    'Late records, deals that hang on one person, next steps missing or overdue: in total, by stage and by rep against all others',
  tag,
  query: checkupQuery,
  reply: z.object({
    currency,
    knownAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .describe('Of many deals: when what was written down was read last, half an hour ago at most; null: just now'),
    tests: count.describe('Cells compared; p is adjusted for all of them'),
    findings: z.array(finding).describe('Only what is more than chance, dearest first'),
    recording: z.object({ definition: said, from: day, last: day, late: rate.describe('Records later than 24 hours, of all') }),
    open: z
      .object({
        threads: said,
        steps: said,
        deals: sum,
        single: sum.describe('Only one person of the customer is known, or none'),
        singleMoneyShare: share.nullable(),
        size: z.object({
          singleMedianMinor: amountMinor.nullable(),
          othersMedianMinor: amountMinor.nullable(),
          p: share,
          differs: z.enum(['larger', 'smaller', 'could-be-chance']),
        }),
        none: sum.describe('Without a next step'),
        overdue: sum.describe('The next step was due before today'),
        overdueDays: z.number().nullable().describe('Half of them are overdue by more'),
        stages: z.array(z.object({ key: z.string(), name: z.string(), open: sum, single: sum, none: sum, overdue: sum })),
      })
      .nullable(),
    owners: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        medianHours: z.number().nullable().describe('From happening to being written down'),
        recording: cell,
        threads: cell,
        steps: cell,
      }),
    ),
  }),
})
export type HabitsReply = z.output<typeof readHabits.reply>
