import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { compare } from '../compare.ts'
import type { CompareReply, readCompare } from '../contract.ts'
import { rateOf } from '../verdict.ts'
import { definition, label } from '../wording.ts'
import { aboutOf } from './checkup.ts'
import { columnOf, readNames } from './names.ts'
import { prepare } from './prepare.ts'

/** Groups beside all the others, gate by gate (GET /checkup/compare). */
export async function readComparison(
  tx: Tx,
  caller: Caller,
  { by, ...query }: z.output<typeof readCompare.query>,
): Promise<Outcome<CompareReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const { deals, picks, stretch, rule, stages, resolved } = prepared.value
  const [column, nameOf] = await Promise.all([
    columnOf(tx, caller, resolved.remember, deals, by),
    readNames(tx, caller, resolved.remember, by),
  ])
  const found = compare(deals, picks, column, stretch, rule)
  return accept({
    about: aboutOf(prepared.value, caller),
    by,
    definition: definition(caller.locale, 'compare.definition', { tests: found.tests }),
    tests: found.tests,
    stages: found.stages.map(({ stage, successes, n, m, rho }) => ({
      key: stages[stage - 1]!.key,
      name: stages[stage - 1]!.name,
      ...rateOf(successes, n),
      m,
      rho,
    })),
    groups: found.groups.map(({ value, deals: count, won, wonOfDecided, cells }) => ({
      key: value,
      name: nameOf(value),
      deals: count,
      won,
      winRate: rateOf(wonOfDecided.successes, wonOfDecided.n),
      cells: cells.map(({ stage, own, others, shrunk, p, adjustedP, judgement }) => ({
        stageKey: stages[stage - 1]!.key,
        ...rateOf(own.successes, own.n),
        shrunk,
        p,
        adjustedP,
        judgement,
        label: label(judgement, caller.locale),
        others: rateOf(others.successes, others.n),
        difference: own.n === 0 || others.n === 0 ? null : own.successes / own.n - others.successes / others.n,
      })),
    })),
    groupsLeftOut: found.groupsLeftOut,
  })
}
