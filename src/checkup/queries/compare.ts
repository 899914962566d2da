import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { compare } from '../compare.ts'
import type { CompareReply, readCompare } from '../contract.ts'
import { rateOf } from '../verdict.ts'
import { definition, label } from '../wording.ts'
import { aboutOf, askedOf } from './checkup.ts'
import { lately } from './lately.ts'
import { columnOf, readNames } from './names.ts'
import { prepare, type Prepared } from './prepare.ts'

/** Groups beside all the others, gate by gate (GET /checkup/compare). */
export async function readComparison(
  tx: Tx,
  caller: Caller,
  { by, ...query }: z.output<typeof readCompare.query>,
): Promise<Outcome<CompareReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const question = ['compare', by, askedOf(prepared.value, caller)]
  return accept(await lately(prepared.value, question, prepared.value.now, () => comparisonOf(tx, caller, prepared.value, by)))
}

async function comparisonOf(
  tx: Tx,
  caller: Caller,
  prepared: Prepared,
  by: z.output<typeof readCompare.query>['by'],
): Promise<CompareReply> {
  const { deals, picks, stretch, rule, stages, resolved } = prepared
  const [column, nameOf] = await Promise.all([
    columnOf(tx, caller, resolved.remember, deals, by),
    readNames(tx, caller, resolved.remember, by),
  ])
  const found = compare(deals, picks, column, stretch, rule)
  return {
    about: aboutOf(prepared, caller),
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
  }
}
