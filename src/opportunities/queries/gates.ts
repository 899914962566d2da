import { reaches } from '../../people/reach.ts'
import { allowsRework } from '../../pipelines/stage.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { leavesOf } from '../../pipelines/criteria.ts'
import type { GateGap } from '../../pipelines/gate.ts'
import { evidenceOf, overriding, pipelineOf } from '../commands/pass-gate.ts'
import { missingOf } from '../missing-at-gate.ts'
import { checkMove, checkWin } from '../stage-gate.ts'
import { notePlace } from '../store/last-seen.ts'
import { readEvidence } from './evidence.ts'

/** Which stages would take this deal now, and what is missing for the others: the answers that moves would get. */
export async function gatesOfDeal(tx: Tx, caller: Caller, id: string) {
  const row = await tx
    .selectFrom('opportunity as o')
    .innerJoin('pipeline as p', (join) => join.onRef('p.org_id', '=', 'o.org_id').onRef('p.id', '=', 'o.pipeline_id'))
    .selectAll('o')
    .select('p.current_version')
    .where('o.org_id', '=', caller.orgId)
    .where('o.id', '=', id)
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  notePlace(row)
  const { definition, gated, present, exists } = await pipelineOf(tx, row)
  const criteria = gated.flatMap(({ entry, exit }) => [...entry.criteria, ...exit.criteria])
  const evidence = await readEvidence(tx, evidenceOf(row), leavesOf(criteria))
  const ground = { stages: gated, evidence, today: dayOf(caller.now, caller.timeZone), exists }
  const gapsOf = (outcome: Outcome<{ missing: GateGap[] }>): GateGap[] =>
    outcome.ok ? outcome.value.missing : ((outcome.refusal.facts['gaps'] as GateGap[] | undefined) ?? [])
  const deal = { status: 'open' as const, stageKey: present?.key ?? '' }
  const closing = definition.stages.findLast(({ phase }) => phase === 'close') ?? definition.stages[definition.stages.length - 1]!
  const win = checkWin(deal, { ...ground, winGate: definition.winGate, closingStageKey: closing.key })
  return accept({
    pipelineVersion: row.pipeline_version,
    currentVersion: row.current_version,
    stageKey: present?.key ?? null,
    today: ground.today,
    stages: definition.stages.map(({ id: stageId, key, name, probability, entry, exit, tasks }, index) => ({
      id: stageId ?? '',
      key,
      name,
      position: index + 1,
      probability,
      entry,
      exit,
      tasks: tasks.map((task) => ({ key: task.key, name: task.name })),
    })),
    elements: definition.elements.map(({ key, name }) => ({ key, name })),
    evidence,
    winGate: definition.winGate,
    ends: present
      ? {
          outcomes: [...present.outcomes],
          lossReasons: present.lossReasons && [...present.lossReasons],
          rework: allowsRework(present),
        }
      : null,
    moves: definition.stages
      .filter(({ key }) => key !== present?.key)
      .map(({ key }) => {
        const outcome = checkMove(deal, key, ground)
        const reason = !outcome.ok && outcome.refusal.code === 'reason-required'
        return {
          stage: key,
          kind: outcome.ok ? outcome.value.kind : reason ? ('back' as const) : null,
          result: outcome.ok
            ? (outcome.value.result as 'passed' | 'warned')
            : reason
              ? ('reason' as const)
              : ('refused' as const),
          missing: missingOf(gapsOf(outcome), definition, caller),
        }
      }),
    win: {
      result: win.ok ? (win.value.result as 'passed' | 'warned') : ('refused' as const),
      missing: missingOf(gapsOf(win), definition, caller),
    },
    permissions: { override: verdictOf(overriding(caller, row), caller.locale) },
  })
}
