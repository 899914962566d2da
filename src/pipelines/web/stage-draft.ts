import type { z } from 'zod'
import type { Locale } from '../../platform/words.ts'
import type { changePipeline, stageShape } from '../contract.ts'
import type { Named, Phase, StageOutcome } from '../stage.ts'
import { outcomes } from '../stage.ts'

/** A stage while it is being edited: the name in the reader's language, the chance in percent. */
export interface StageDraft {
  /** Stable while rows are moved. */
  row: string
  id?: string
  key: string
  phase: Phase
  names: Named
  name: string
  percent: number | null
  expectedDays: number | null
  warningDays: number | null
  criticalDays: number | null
  outcomes: readonly StageOutcome[]
}

type Stage = z.output<typeof stageShape>
type StageBody = NonNullable<z.input<typeof changePipeline.body>['stages']>[number]

export const draftOf = (stage: Stage, locale: Locale): StageDraft => ({
  row: stage.id,
  id: stage.id,
  key: stage.key,
  phase: stage.phase,
  names: stage.names,
  name: stage.names[locale],
  percent: Math.round(stage.probability * 1000) / 10,
  expectedDays: stage.expectedDays,
  warningDays: stage.warningDays,
  criticalDays: stage.criticalDays,
  outcomes: stage.outcomes,
})

/** A stage behind the last one, its chance between the last one's and certainty. `row` is any name not yet taken. */
export const newDraft = (row: string, name: string, last: StageDraft | undefined): StageDraft => ({
  row,
  key: row,
  phase: last?.phase ?? 'lead',
  names: { 'zh-CN': name, 'zh-TW': name, en: name },
  name: '',
  percent: last?.percent === null || last === undefined ? 10 : Math.min(99, Math.round((last.percent + 100) / 2)),
  expectedDays: null,
  warningDays: null,
  criticalDays: null,
  outcomes: [...outcomes],
})

export type StageFlaw = 'flawName' | 'flawProbability' | 'flawDays'

/** What is wrong with a stage, by field. */
export const flawsOf = ({
  name,
  percent,
  warningDays,
  criticalDays,
}: StageDraft): Partial<Record<'name' | 'percent' | 'warningDays', StageFlaw>> => ({
  ...(name.trim() === '' && { name: 'flawName' as const }),
  ...((percent === null || percent < 1 || percent > 99) && { percent: 'flawProbability' as const }),
  ...(warningDays !== null && criticalDays !== null && warningDays > criticalDays && { warningDays: 'flawDays' as const }),
})

/** As the server takes it. A changed name is that language's; a new stage has it in all three until it is translated. */
export const bodyOf = (draft: StageDraft, locale: Locale): StageBody => {
  const name = draft.name.trim()
  const names = draft.id === undefined ? { 'zh-CN': name, 'zh-TW': name, en: name } : { ...draft.names, [locale]: name }
  return {
    ...(draft.id !== undefined && { id: draft.id }),
    key: draft.key,
    phase: draft.phase,
    names,
    probability: Math.round((draft.percent ?? 0) * 10) / 1000,
    expectedDays: draft.expectedDays,
    warningDays: draft.warningDays,
    criticalDays: draft.criticalDays,
    outcomes: [...draft.outcomes],
  }
}

/** The list with one row moved by one place. */
export const moved = <T>(list: readonly T[], index: number, by: 1 | -1): T[] => {
  const next = [...list]
  const [one] = next.splice(index, 1)
  if (one !== undefined) next.splice(Math.max(0, Math.min(next.length, index + by)), 0, one)
  return next
}

/** A key for something named in any language: letters and digits of the name, or a numbered word where it has none. */
export const keyFrom = (name: string, fallback: string, taken: readonly string[]): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
  const base = plain === '' ? fallback : plain
  if (plain !== '' && !taken.includes(base)) return base
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}
