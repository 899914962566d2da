import { describe, expect, test } from 'vitest'
import { hasHan, mainlandWordsIn, onlySimplified, onlyTraditional } from '../../scripts/script-of.ts'
import { activityKey, gapsOf, leavesOf, type Criterion, type Evidence } from './criteria.ts'
import { flawsOf } from './definition-flaws.ts'
import { pipelineFull } from './definition-shape.ts'
import { gatesBetween } from './gate.ts'
import { fromFile, toFile } from './pipeline-file.ts'
import { sharpenDocuments, vagueDocuments } from './sharper-documents.ts'
import { allowsRework, type Named } from './stage.ts'
import { definitionOf } from './template.ts'
import { templates } from './templates/all.ts'
import { b2bSixStages } from './templates/b2b-six-stages.ts'
import { complexProject } from './templates/complex-project.ts'
import { showroom } from './templates/showroom.ts'

const nothing: Evidence = { fields: {}, contacts: [], activities: {}, elements: {}, tasksDone: [], documents: {}, approvals: [] }

/** A deal of which everything is on record that these criteria ask for. */
function everything(criteria: readonly Criterion[]): Evidence {
  const leaves = leavesOf(criteria)
  const of = <K extends (typeof leaves)[number]['kind']>(kind: K) =>
    leaves.filter((leaf): leaf is Extract<(typeof leaves)[number], { kind: K }> => leaf.kind === kind)
  return {
    fields: Object.fromEntries(of('field').map(({ key }) => [key, 'something'])),
    contacts: of('contacts').flatMap(({ atLeast, roles, attitude }) =>
      Array.from({ length: atLeast }, () => ({ role: roles?.[0] ?? null, attitude: attitude ?? null, reachable: true })),
    ),
    activities: Object.fromEntries(of('activities').map((asked) => [activityKey(asked), asked.atLeast])),
    elements: Object.fromEntries(of('element').map(({ key, atLeast }) => [key, atLeast])),
    tasksDone: of('task').map(({ key }) => key),
    documents: Object.fromEntries(of('document').map(({ category, atLeast }) => [category, atLeast])),
    approvals: of('approval').map((asked) => asked.of),
  }
}

/** Every text in three languages, wherever it stands. */
const textsIn = (value: unknown): Named[] => {
  if (typeof value !== 'object' || value === null) return []
  return 'zh-CN' in value ? [value as Named] : Object.values(value).flatMap(textsIn)
}

test('a pipeline that was made before documents had categories is told what it means to ask for', () => {
  const before = JSON.parse(
    JSON.stringify(definitionOf(showroom)).replaceAll('"category":"payment"', '"category":"other"'),
  ) as ReturnType<typeof definitionOf>
  expect(vagueDocuments(definitionOf(showroom))).toEqual([])
  expect(vagueDocuments(before)).toEqual([{ stageKey: 'contract', side: 'exit', category: 'payment' }])
  expect(sharpenDocuments(before)).toEqual(definitionOf(showroom))
})

describe.each(templates)('template $key', (template) => {
  const { stages, elements = [] } = template
  const definition = definitionOf(template)
  const gates = definition.stages.flatMap(({ key, entry, exit }) => [
    { of: `${key} entry`, criteria: entry.criteria },
    { of: `${key} exit`, criteria: exit.criteria },
  ])

  test('says everything in three languages, each in its own script and words', () => {
    const texts = [template.name, ...textsIn(stages), ...textsIn(elements)]
    expect(texts.length).toBeGreaterThan(60)
    expect(texts.filter((text) => Object.values(text).some((one) => one.trim() === ''))).toEqual([])
    expect(texts.filter((text) => onlySimplified(text['zh-TW']).length > 0)).toEqual([])
    expect(texts.filter((text) => mainlandWordsIn(text['zh-TW']).length > 0)).toEqual([])
    expect(texts.filter((text) => onlyTraditional(text['zh-CN']).length > 0)).toEqual([])
    expect(texts.filter(({ en }) => hasHan(en))).toEqual([])
    expect(stages.filter(({ customerLooks }) => !customerLooks)).toEqual([])
  })

  test('comes out of its file as it went in', () => {
    const file = { key: template.key, name: template.name, definition }
    const read = fromFile(toFile(file), 'zh-CN')
    expect(read).toEqual({ ok: true, value: file })
  })

  test('lets a proposal be reworked from where there is one', () => {
    const allowed = definition.stages.filter(allowsRework).map(({ phase }) => phase)
    expect(allowed.length).toBeGreaterThan(0)
    expect(allowed.filter((phase) => !['propose', 'negotiate', 'close'].includes(phase))).toEqual([])
    expect(definition.stages.map(({ rework }) => rework)).toEqual(definition.stages.map(allowsRework))
    expect(allowsRework({ phase: 'lead', rework: true })).toBe(true)
    expect(allowsRework({ phase: 'close', rework: false })).toBe(false)
  })

  test('could be published as it stands: no flaw, nothing longer than the designer takes', () => {
    expect(flawsOf(definition)).toEqual([])
    expect(pipelineFull.parse(definition)).toEqual(definition)
  })

  test('chances rise from stage to stage and never claim certainty', () => {
    const chances = stages.map(({ probability }) => probability)
    expect([...chances].sort((a, b) => a - b)).toEqual(chances)
    expect(chances.every((chance) => chance > 0 && chance < 1)).toBe(true)
  })

  test('warns before it is critical, and not before the standard time is over', () => {
    for (const stage of stages) {
      expect(stage.expectedDays).toBeLessThanOrEqual(stage.warningDays)
      expect(stage.warningDays).toBeLessThan(stage.criticalDays)
    }
  })

  test('its tasks are due one after the other, and before anybody is warned', () => {
    for (const { key, tasks = [], warningDays } of stages) {
      const due = tasks.map(({ dueDays }) => dueDays)
      expect([key, due]).toEqual([key, [...due].sort((a, b) => a - b)])
      // five working days are a week of seven
      expect([key, Math.max(...due) * 1.4 <= warningDays]).toEqual([key, true])
    }
  })

  test('each stage tells a rep what to do, say, ask and show', () => {
    for (const { key, tasks = [], playbook } of stages) {
      const enough =
        tasks.length >= 2 &&
        playbook!.talkTracks.length >= 3 &&
        playbook!.questions.length >= 5 &&
        playbook!.materials.length >= 2
      expect([key, enough]).toEqual([key, true])
    }
  })

  test('no gate asks for more than a person keeps in mind', () => {
    expect(gates.filter(({ criteria }) => criteria.length > 6)).toEqual([])
  })

  test('each gate can be passed with what the product records, even by a deal that was never given its tasks', () => {
    for (const { of, criteria } of gates) {
      const all = everything(criteria)
      expect([of, gapsOf(criteria, all)]).toEqual([of, []])
      expect([of, gapsOf(criteria, { ...all, tasksDone: [] })]).toEqual([of, []])
    }
  })

  test('nobody comes a stage further with nothing on record', () => {
    const gated = definition.stages.map((stage, index) => ({ ...stage, position: index + 1 }))
    for (const [index, { key }] of gated.slice(1).entries()) {
      const between = gatesBetween(gated, gated[index]!.key, key).flatMap(({ gate }) => gate.criteria)
      expect([key, gapsOf(between, nothing).length > 0]).toEqual([key, true])
    }
  })

  test('what must be known by the end of a stage is asked at its exit', () => {
    expect(elements.length).toBeGreaterThan(0)
    for (const { key, dueStage } of elements) {
      const exit = stages.find((stage) => stage.key === dueStage)!.exit!
      const asked = exit.some((criterion) => criterion.kind === 'element' && criterion.key === key)
      expect([key, asked]).toEqual([key, true])
    }
  })

  test('weights of elements are hundredths in every stage before care', () => {
    for (const { key, phase } of stages) {
      const sum = elements.reduce((total, { weights }) => total + (weights[key] ?? 0), 0)
      expect([key, sum]).toEqual([key, phase === 'care' ? 0 : 100])
    }
  })
})

test('the six stages of B2B carry four to seven tasks each', () => {
  expect(b2bSixStages.stages.map(({ tasks }) => tasks!.length).every((count) => count >= 4 && count <= 7)).toBe(true)
})

test('a B2B deal leaves discovery with confirmed need, budget range, authority and timing', () => {
  const discovery = b2bSixStages.stages[1]!
  const asks = discovery.exit!.filter(({ kind }) => kind === 'element')
  expect(asks).toEqual([
    { kind: 'element', key: 'demand', atLeast: 'confirmed' },
    { kind: 'element', key: 'budget', atLeast: 'partial' },
    { kind: 'element', key: 'decision-chain', atLeast: 'partial' },
    { kind: 'element', key: 'timing', atLeast: 'partial' },
  ])
})

test('a complex project has at least 40 tasks, the bid among them', () => {
  const tasks = complexProject.stages.flatMap((stage) => stage.tasks!)
  expect(tasks.length).toBeGreaterThanOrEqual(40)
  const bid = ['bid-decision', 'prequalification', 'read-tender', 'clarify-tender', 'write-technical-bid', 'write-commercial-bid']
  expect(tasks.map(({ key }) => key)).toEqual(expect.arrayContaining([...bid, 'bid-review', 'submit-bid', 'collect-contract']))
})

test('only the contract of a complex project needs an approval, and before it is signed', () => {
  const asking = templates.flatMap(({ key, stages }) =>
    stages.flatMap(({ key: stage, entry = [], exit = [] }) => [
      ...leavesOf(entry).flatMap((leaf) => (leaf.kind === 'approval' ? [[key, stage, 'entry', leaf.of]] : [])),
      ...leavesOf(exit).flatMap((leaf) => (leaf.kind === 'approval' ? [[key, stage, 'exit', leaf.of]] : [])),
    ]),
  )
  expect(asking).toEqual([['complex-project', 'signing', 'entry', 'contract']])
})

test('a visitor is captured only with a way to reach them, the source and the need', () => {
  const { entry } = showroom.stages.find(({ key }) => key === 'captured')!
  const person = { role: null, attitude: null, reachable: true }
  const captured: Evidence = {
    ...nothing,
    contacts: [person],
    fields: { 'customer.sourceId': 'fair' },
    elements: { need: 'partial' },
  }
  expect(gapsOf(entry!, captured)).toEqual([])
  expect(gapsOf(entry!, { ...captured, contacts: [{ ...person, reachable: false }] })).toHaveLength(1)
  expect(gapsOf(entry!, { ...captured, fields: {} })).toHaveLength(1)
  expect(gapsOf(entry!, { ...captured, elements: {} })).toHaveLength(1)
})
