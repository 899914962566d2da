import type { PipelineFull, StageTask } from '../../src/pipelines/definition.ts'
import { openGate } from '../../src/pipelines/gate.ts'

const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

/** A stage task of this key, called 任务 KEY. */
export const aStageTask = (key: string, role: StageTask['role'] = 'owner', dueDays = 2): StageTask => ({
  key,
  name: named(`任务 ${key}`),
  standard: named('做法'),
  expectedResult: named('结果'),
  role,
  dueDays,
})

/** A pipeline of qualifying stages without gates, in the order of their keys, each with its tasks. */
export const stagesWithTasks = (tasksOf: Record<string, readonly StageTask[]>): PipelineFull => ({
  stages: Object.entries(tasksOf).map(([key, tasks]) => ({
    id: null,
    key,
    phase: 'qualify',
    name: named(key),
    customerLooks: named(''),
    probability: 0.3,
    expectedDays: null,
    warningDays: null,
    criticalDays: null,
    entry: openGate,
    exit: openGate,
    tasks,
    playbook: { talkTracks: [], questions: [], materials: [] },
    outcomes: ['won', 'lost', 'terminated', 'on-hold'],
    lossReasons: null,
  })),
  elements: [],
  winGate: 'warn',
})
