import type { PipelineFull, StageFull } from './definition.ts'
import type { Gate } from './gate.ts'
import { allowsRework, type Named } from './stage.ts'

/** One thing that a new version does differently; `name` is the stage's or element's. */
export type Change =
  | { code: 'stage-added' | 'stage-removed' | 'stage-changed' | 'tasks-changed' | 'playbook-changed'; name: Named }
  | { code: 'stage-renamed'; name: Named; former: Named }
  | { code: 'gate-added' | 'gate-changed' | 'gate-removed'; name: Named; side: 'entry' | 'exit' }
  | { code: 'element-added' | 'element-changed' | 'element-removed'; name: Named }
  | { code: 'stages-reordered' | 'win-gate-changed' }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** Keys in one order, and what is undefined left out: a database may give an object's keys back in another order. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value

/** What publishing `after` over `before` changes, stage by stage in the new order. Empty when they say the same. */
export function changesBetween(before: PipelineFull, after: PipelineFull): Change[] {
  const formerOf = (stage: StageFull) =>
    before.stages.find(({ id, key }) => (stage.id === null ? key === stage.key : id === stage.id))
  const kept = after.stages.flatMap((stage) => formerOf(stage) ?? [])
  const order = before.stages.filter((stage) => kept.includes(stage))
  return [
    ...after.stages.flatMap((stage) => stageChanges(formerOf(stage), stage)),
    ...before.stages.filter((stage) => !kept.includes(stage)).map(({ name }) => ({ code: 'stage-removed' as const, name })),
    ...(kept.some((stage, index) => stage !== order[index]) ? [{ code: 'stages-reordered' as const }] : []),
    ...elementChanges(before, after),
    ...(before.winGate === after.winGate ? [] : [{ code: 'win-gate-changed' as const }]),
  ]
}

function stageChanges(before: StageFull | undefined, after: StageFull): Change[] {
  const { name } = after
  if (!before)
    return [{ code: 'stage-added', name }, ...gateChanges('entry', undefined, after), ...gateChanges('exit', undefined, after)]
  const plain = ({ id: _, entry: _1, exit: _2, tasks: _3, playbook: _4, name: _5, ...rest }: StageFull) => ({
    ...rest,
    rework: allowsRework(rest),
  })
  return [
    ...(same(before.name, name) ? [] : [{ code: 'stage-renamed' as const, name, former: before.name }]),
    ...(same(plain(before), plain(after)) ? [] : [{ code: 'stage-changed' as const, name }]),
    ...gateChanges('entry', before, after),
    ...gateChanges('exit', before, after),
    ...(same(before.tasks, after.tasks) ? [] : [{ code: 'tasks-changed' as const, name }]),
    ...(same(before.playbook, after.playbook) ? [] : [{ code: 'playbook-changed' as const, name }]),
  ]
}

function gateChanges(side: 'entry' | 'exit', before: StageFull | undefined, after: StageFull): Change[] {
  const asks = (gate: Gate | undefined): boolean => (gate?.criteria.length ?? 0) > 0
  const [former, gate] = [before?.[side], after[side]]
  const { name } = after
  if (!asks(former)) return asks(gate) ? [{ code: 'gate-added', name, side }] : []
  if (!asks(gate)) return [{ code: 'gate-removed', name, side }]
  return same(former, gate) ? [] : [{ code: 'gate-changed', name, side }]
}

function elementChanges(before: PipelineFull, after: PipelineFull): Change[] {
  const former = new Map(before.elements.map((element) => [element.key, element]))
  const still = new Set(after.elements.map(({ key }) => key))
  const [stages, kept] = [new Set(before.stages.map(({ key }) => key)), new Set<string>()]
  for (const { key } of after.stages) if (stages.has(key)) kept.add(key)
  return [
    ...after.elements.flatMap((element): Change[] => {
      const was = former.get(element.key)
      if (!was) return [{ code: 'element-added', name: element.name }]
      return same(weighedIn(kept, was), weighedIn(kept, element)) ? [] : [{ code: 'element-changed', name: element.name }]
    }),
    ...before.elements.filter(({ key }) => !still.has(key)).map(({ name }) => ({ code: 'element-removed' as const, name })),
  ]
}

/** An element with its weights in these stages: what it weighed in a stage that has come or gone is told with the stage. */
const weighedIn = (stages: ReadonlySet<string>, { weights, ...rest }: PipelineFull['elements'][number]) => ({
  ...rest,
  weights: Object.fromEntries(Object.entries(weights).filter(([key]) => stages.has(key))),
})
