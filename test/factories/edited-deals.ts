import fc from 'fast-check'
import { sql } from 'kysely'
import { mergeCustomers } from '../../src/customers/commands/merge.ts'
import { undoMerge } from '../../src/customers/commands/undo-merge.ts'
import { handOver } from '../../src/handover/commands/hand-over.ts'
import { undoHandover } from '../../src/handover/commands/undo.ts'
import { archiveOpportunity, changeOpportunity } from '../../src/opportunities/commands/change.ts'
import { closeOpportunity, moveStage, reopenOpportunity, undoEvent } from '../../src/opportunities/commands/move.ts'
import { openOpportunity } from '../../src/opportunities/commands/open.ts'
import { transferDeal } from '../../src/opportunities/commands/transfer.ts'
import { removeRate, setRates } from '../../src/people/commands/rates.ts'
import type { Tx } from '../../src/platform/database/connect.ts'
import { newId } from '../../src/platform/ids.ts'
import { announce } from '../../src/platform/news.ts'
import type { Outcome } from '../../src/platform/refusal.ts'
import type { Caller } from '../../src/platform/session.ts'
import { aCustomer, type Company, type Person } from './a-company.ts'
import type { TestPipeline } from './a-pipeline.ts'

const day = 86_400_000
/** Stages of the pipeline in which deals are edited. */
export const stageCount = 5

/** Whatever somebody may do to a deal; `deal` picks one of those there are, `at` the day on which it happens, not always later than what was written before. */
export const anEdit = fc.record({
  what: fc.constantFrom(
    ...(['open', 'open', 'move', 'move', 'move', 'move', 'won', 'lost', 'terminated', 'on-hold', 'reopen', 'undo'] as const),
    ...(['owner', 'amount', 'due', 'facts', 'archive', 'restore', 'customer', 'mend', 'refused'] as const),
    ...(['rate', 'rate', 'no-rate'] as const),
    ...(['transfer', 'come', 'merge', 'unmerge', 'hand-over', 'take-back'] as const),
  ),
  deal: fc.nat(1000),
  stage: fc.integer({ min: 1, max: stageCount }),
  person: fc.constantFrom<Person>('li', 'wang', 'chen'),
  amount: fc.option(fc.nat(900_000), { freq: 6 }),
  at: fc.nat(140),
})
export type Edit = typeof anEdit extends fc.Arbitrary<infer T> ? T : never

/** Rates are given of the first two others, never of the last one: its deals are counted, not summed. */
const currencies = ['CNY', 'CNY', 'USD', 'JPY', 'EUR'] as const

/** Each kind that can be refused, at least once whatever chance brings. */
const once = { deal: 0, stage: 2, person: 'li', amount: 5 } as const
const story = [
  ...(['open', 'owner', 'amount', 'move', 'lost', 'reopen', 'on-hold', 'reopen', 'undo', 'terminated', 'reopen', 'won'] as const),
  ...(['archive', 'restore', 'open', 'merge', 'unmerge', 'hand-over', 'take-back', 'rate', 'no-rate'] as const),
]
export const everyKind: readonly Edit[] = [
  ...story.map((what, at) => ({ ...once, what, at })),
  { ...once, deal: 1, what: 'transfer', at: 20 },
  { ...once, deal: 2, what: 'come', at: 21 },
]

interface Ground {
  company: Company
  /** Of `stageCount` stages, in which most deals are. */
  pipeline: TestPipeline
  /** To which deals are transferred, and from which they come. */
  other: TestPipeline
  start: number
  now: Date
  /** Looked at in a transaction that has written and will be rolled back. */
  whileUnsaid?: (tx: Tx, caller: Caller) => Promise<void>
}

export interface Editing {
  edit: (one: Edit) => Promise<void>
  /** Opened or come, in this order. */
  deals: string[]
  /** How often each kind of edit was let through. */
  done: ReadonlyMap<string, number>
  /** Those there were may have been merged away. */
  newCustomers: () => Promise<void>
}

/** People who edit deals through the commands, one edit after the other. */
export async function editing({ company, pipeline, other, start, now, whileUnsaid }: Ground): Promise<Editing> {
  const deals: string[] = []
  let clock = start
  const done = new Map<string, number>()
  let customers: string[] = []
  const newCustomers = async (): Promise<void> => {
    customers = await company.within((tx) =>
      Promise.all(
        (['li', 'wang', 'chen'] as const).map((who) => aCustomer(tx, company.orgId, { name: who, ownerId: company.member[who] })),
      ),
    )
  }
  await newCustomers()

  const edit = async ({ what, deal, stage, person, amount, at }: Edit): Promise<void> => {
    const id = deals[deal % Math.max(1, deals.length)] ?? newId()
    // moves may be told late; fields are changed by a clock that runs forward
    const isField = ['owner', 'amount', 'due', 'facts', 'won', 'lost', 'hand-over', 'take-back'].includes(what)
    clock = Math.max(clock, start + at * day + deal * 1000) + 1000
    const when = new Date(isField ? Math.min(clock, now.getTime()) : start + at * day + deal * 1000)
    const toStage = pipeline.stages[stage - 1]!.key
    const doing = (work: (tx: Tx, caller: Caller) => Promise<Outcome<unknown>>) => doingAt(when, work)
    const doingAt = async (at: Date, work: (tx: Tx, caller: Caller) => Promise<Outcome<unknown>>) => {
      const outcome = await company.doing('admin', work, at)
      if (outcome.ok) done.set(what, (done.get(what) ?? 0) + 1)
      return outcome
    }
    switch (what) {
      case 'open': {
        const customerId = customers[['li', 'wang', 'chen'].indexOf(person)]!
        const ownerId = company.member[person]
        const currency = currencies[deals.length % currencies.length]!
        const made = await doing((tx, caller) =>
          openOpportunity(tx, caller, {
            customerId,
            ownerId,
            pipeline: pipeline.key,
            amountMinor: amount,
            currency,
            name: '商机',
          }),
        )
        if (made.ok) deals.push((made.value as { id: string }).id)
        return
      }
      case 'move':
        return void (await doing((tx, caller) => moveStage(tx, caller, { id, toStage, reason: '客户要求' })))
      case 'won':
      case 'lost':
      case 'terminated':
      case 'on-hold':
        return void (await doing((tx, caller) =>
          closeOpportunity(tx, caller, { id, outcome: what, wakeUpOn: '2027-01-01', note: '说明', reasonKey: 'price' }),
        ))
      case 'reopen':
        return void (await doing((tx, caller) => reopenOpportunity(tx, caller, { id, reason: '回来了' })))
      case 'undo': {
        const last = await company.within((tx) =>
          sql<{
            id: string
            at: Date
          }>`select id, recorded_at as at from stage_event where org_id = ${company.orgId} and opportunity_id = ${id} order by id desc limit 1`.execute(
            tx,
          ),
        )
        if (last.rows[0]) await doingAt(last.rows[0].at, (tx, caller) => undoEvent(tx, caller, { id, eventId: last.rows[0]!.id }))
        return
      }
      case 'owner':
        return void (await doing((tx, caller) => changeOpportunity(tx, caller, id, { ownerId: company.member[person] }, null)))
      case 'amount':
        return void (await doing((tx, caller) => changeOpportunity(tx, caller, id, { amountMinor: amount }, null)))
      case 'due':
        return void (await doing((tx, caller) =>
          changeOpportunity(tx, caller, id, { expectedCloseOn: `2026-0${stage + 3}-15` }, null),
        ))
      case 'facts':
        return void (await doing((tx, caller) => changeOpportunity(tx, caller, id, { region: `区 ${stage}` }, null)))
      case 'archive':
      case 'restore':
        return void (await doing((tx, caller) => archiveOpportunity(tx, caller, id, what === 'archive')))
      case 'customer':
        return company.within(async (tx) => {
          const customerId = customers[stage % 3]!
          await sql`update customer set headcount_band = ${stage < 3 ? '1-49' : '50-99'} where org_id = ${company.orgId} and id = ${customerId}`.execute(
            tx,
          )
          await announce(tx, company.orgId, [
            { topic: 'customer.changed', entityKind: 'customer', entityId: customerId, ownerId: null },
          ])
        })
      case 'rate':
      case 'no-rate': {
        const rate = {
          currency: currencies[2 + (deal % 2)]!,
          day: new Date(start + (Math.floor(at / 30) * 30 - 30) * day).toISOString().slice(0, 10),
        }
        return void (await doing((tx, caller) =>
          what === 'rate' ? setRates(tx, caller, [{ ...rate, rate: 1 + stage * 1.237 }]) : removeRate(tx, caller, rate),
        ))
      }
      case 'transfer':
      case 'come':
        // to the other pipeline, or out of it
        return void (await doing(async (tx, caller) => {
          const into = what === 'transfer' ? other : pipeline
          const moved = await transferDeal(tx, caller, {
            id,
            pipeline: into.key,
            toStage: into.stages[stage % into.stages.length]!.key,
          })
          if (moved.ok) deals.push(moved.value.newId)
          return moved
        }))
      case 'merge':
        return void (await doing((tx, caller) =>
          mergeCustomers(tx, caller, customers[stage % 3]!, { otherId: customers[(stage + 1) % 3]! }),
        ))
      case 'unmerge': {
        const { rows } = await company.within((tx) =>
          sql<{
            id: string
            kept_id: string
          }>`select id, kept_id from customer_merge where undone_at is null order by id desc limit 1`.execute(tx),
        )
        const [last] = rows
        return last && void (await doing((tx, caller) => undoMerge(tx, caller, last.kept_id, last.id)))
      }
      case 'hand-over': {
        const to = company.member[person === 'li' ? 'wang' : 'li']
        return void (await doing((tx, caller) => handOver(tx, caller, { fromId: company.member[person], toId: to })))
      }
      case 'take-back': {
        const { rows } = await company.within((tx) =>
          sql<{ id: string }>`select id from handover where undone_at is null order by id desc limit 1`.execute(tx),
        )
        const [last] = rows
        return last && void (await doing((tx, caller) => undoHandover(tx, caller, last.id)))
      }
      case 'mend':
        // stages published anew: all deals are read again
        return company.within((tx) =>
          announce(tx, company.orgId, [
            { topic: 'pipeline.changed', entityKind: 'pipeline', entityId: pipeline.id, ownerId: null },
          ]),
        )
      case 'refused':
        // what is rolled back is in nobody's figures, not even for a moment
        return company
          .within(async (tx) => {
            const caller = await company.as('admin', when)
            await changeOpportunity(tx, caller, id, { amountMinor: 1 }, null)
            await whileUnsaid?.(tx, caller)
            throw new Error('no')
          })
          .catch(() => {})
    }
  }
  return { edit, deals, done, newCustomers }
}
