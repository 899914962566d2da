import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { checkupQuery, type CheckupQuery } from '../contract.ts'
import { cohort } from '../conversions.ts'
import { gateTallies } from '../gate.ts'
import { rowsOf, within } from '../pick.ts'
import { wonState } from '../reach.ts'
import { beside, type Happened } from '../scenario.ts'
import type { readScenario as contract, Scenario } from '../scenario-contract.ts'
import { rateOf } from '../verdict.ts'
import { definition, label } from '../wording.ts'
import { type Prepared, prepare } from './prepare.ts'
import { readScenario } from './scenarios.ts'

/** A scenario beside what happened since it began, among the deals that the reader reaches (GET /checkup/scenarios/:id). */
export async function readScenarioSince(tx: Tx, caller: Caller, id: string): Promise<Outcome<z.output<typeof contract.reply>>> {
  const scenario = await readScenario(tx, caller, id)
  if (!scenario) return refuse('not-found')
  const prepared = await prepare(tx, caller, queryOf(scenario))
  if (!prepared.ok) return prepared
  const found = beside(scenario.base, scenario.change, happened(prepared.value, scenario))
  const { now } = prepared.value
  return accept({
    ...scenario,
    since: {
      definition: definition(caller.locale, 'since.definition', { from: scenario.startsOn }),
      from: scenario.startsOn,
      to: addDays(dayOf(new Date(now), caller.timeZone), 1),
      days: daysSince(prepared.value),
      ...found,
      stages: found.stages.map(({ baseRate, predictedRate, actual, judgement }, index) => ({
        ...scenario.stages[index]!,
        baseRate,
        predictedRate,
        actual: rateOf(actual.successes, actual.n),
        judgement,
        label: label(judgement, caller.locale),
      })),
    },
  })
}

/** The filters it was saved with, from its first day on. What was saved by an older page and fits no more is left out. */
function queryOf({ filters, pipeline, startsOn }: Scenario): CheckupQuery {
  const fitting = Object.fromEntries(
    Object.entries(filters).filter(([name, value]) => {
      const shape = (checkupQuery.shape as Record<string, z.ZodType>)[name]
      return shape?.safeParse(value).success ?? false
    }),
  )
  const { to: _, asOf: __, ...asked } = checkupQuery.parse(fitting)
  return { ...asked, pipeline: pipeline.id, from: startsOn, cohort: 'matured' }
}

const daysSince = ({ stretch, now }: Prepared): number => Math.max(0, (now - stretch.from!) / 86_400_000)

function happened(prepared: Prepared, { stages }: Scenario): Happened {
  const { deals, picks, stretch, rule, now } = prepared
  const positions = new Map(prepared.stages.map(({ key, position }) => [key, position]))
  const first = { deals, picks, counting: rule.counting, stage: 1 }
  const tallies = gateTallies(deals, picks, stretch, rule)
  let [won, wonMinor] = [0, 0]
  for (const deal of rowsOf(picks)) {
    if (deals.state[deal] !== wonState || !within(deals.endedAt[deal]!, stretch)) continue
    won++
    wonMinor += deals.amountMinor[deal]! || 0
  }
  return {
    days: daysSince(prepared),
    gates: stages.map(({ key }) => {
      const position = positions.get(key)
      return tallies[(position ?? 0) - 1] ?? { successes: 0, n: 0 }
    }),
    entered: deals.stageCount === 0 ? 0 : cohort(first, stretch, now).of,
    won,
    wonMinor,
  }
}
