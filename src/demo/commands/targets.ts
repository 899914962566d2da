import type { Tx } from '../../platform/database/connect.ts'
import type { Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { createTarget } from '../../targets/commands/create.ts'
import { editTarget } from '../../targets/commands/edit.ts'
import { stepTarget } from '../../targets/commands/steps.ts'
import type { Measure } from '../../targets/measure.ts'
import { actuals } from '../../targets/queries/actuals.ts'
import { loadPlan } from '../../targets/queries/plans.ts'
import { childrenOf, figureOf } from '../../targets/sheet.ts'
import { sheetOf } from '../../targets/plan.ts'
import type { Settled } from './settle.ts'

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** What was planned for a year beyond what it brought, where the year before it is not on record. */
const ambition = 1.06

/** The demo company's targets: last year's and this year's in force, this year's revised once, next year's being worked on. */
export async function planTargets(tx: Tx, caller: Caller, settled: Settled): Promise<void> {
  const year = Number(dayOf(caller.now, caller.timeZone).slice(0, 4))
  const director = settled.members.get('director')!
  const at = (day: string): Caller => ({ ...caller, memberId: director, now: new Date(`${day}T02:00:00Z`) })
  const approve = async (id: string, when: Caller, note: string): Promise<void> => {
    must(await stepTarget(tx, when, id, { step: 'submit', note }, null))
    must(await stepTarget(tx, { ...when, memberId: caller.memberId }, id, { step: 'approve', note: '' }, null))
  }
  const begin = async (when: Caller, of: number, measure: Measure, note: string, base?: number) =>
    must(
      await createTarget(tx, when, {
        year: of,
        measure,
        note,
        from: base === undefined ? 'history' : 'figure',
        growth: 0.1,
        stretch: 1.1,
        challenge: 1.25,
        ...(base !== undefined && { base }),
      }),
    ).id
  for (const measure of ['won-amount', 'won-deals', 'new-customers', 'activity-visit'] as const) {
    const last = await sumOf(tx, caller, measure, year - 1)
    if (last === 0) continue
    const past = Math.ceil((last * ambition) / stepOf(last)) * stepOf(last)
    await approve(
      await begin(at(`${year - 1}-01-08`), year - 1, measure, '按市场规模和人员测算', past),
      at(`${year - 1}-01-09`),
      '',
    )
    const now = await sumOf(tx, caller, measure, year)
    const gone = (caller.now.getTime() - Date.UTC(year, 0, 1)) / (365 * 86_400_000)
    const expected = gone > 0.1 && now > 0 ? (now / gone) * ambition : last * ambition
    const base = Math.ceil(expected / stepOf(expected)) * stepOf(expected)
    await approve(await begin(at(`${year - 1}-12-20`), year, measure, '按人员和市场规模测算', base), at(`${year - 1}-12-22`), '')
  }
  await revise(tx, at, approve, year)
  const next = await begin({ ...caller, memberId: director }, year + 1, 'won-amount', '明年初稿，先分到团队')
  await liftOne(tx, { ...caller, memberId: director }, next)
}

/** Halfway through the year one team takes a part over from another. */
async function revise(
  tx: Tx,
  at: (day: string) => Caller,
  approve: (id: string, when: Caller, note: string) => Promise<void>,
  year: number,
): Promise<void> {
  const when = at(`${year}-06-25`)
  const copied = await createTarget(tx, when, {
    year,
    measure: 'won-amount',
    note: '下半年华东新增一个行业，多担 4%，由其他大区让出',
    from: 'copy',
    growth: 0,
    stretch: 1,
    challenge: 1,
  })
  if (!copied.ok) return
  await liftOne(tx, when, copied.value.id)
  await approve(copied.value.id, at(`${year}-06-26`), '')
}

/** The first team takes 4 % more in the last quarters; the teams beside it give. */
async function liftOne(tx: Tx, when: Caller, id: string): Promise<void> {
  const plan = (await loadPlan(tx, when.orgId, id))!
  const sheet = sheetOf(plan, 'base')
  const team = childrenOf(plan.nodes, plan.nodes[0]!.id)[0]
  if (!team) return
  const column = 'q4'
  const value = Math.round(figureOf(sheet, team.id, column) * 1.04)
  must(
    await editTarget(
      tx,
      when,
      id,
      { kind: 'set', level: 'base', node: team.id, column, value, absorb: { by: 'siblings' } },
      null,
    ),
  )
}

async function sumOf(tx: Tx, caller: Caller, measure: Measure, year: number): Promise<number> {
  const rows = await actuals(tx, caller, measure, { from: `${year}-01-01`, to: `${year + 1}-01-01`, by: 'month' })
  return rows.reduce((sum, { value }) => sum + value, 0)
}

/** Targets are round: to the third digit. */
const stepOf = (sum: number): number => 10 ** Math.max(0, Math.floor(Math.log10(sum)) - 2)
