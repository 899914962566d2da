import { outcomes, phases, type Phase } from '../pipelines/stage.ts'
import { meaningOf, type KnownStage } from './stage-words.ts'

export interface StageWord {
  word: string
  count: number
}

/** Below this share of rows whose stage the pipeline has by name, a pipeline of the file's own stages is offered. */
const poorFit = 0.5

/**
 * The stages that a file's words name, in the order in which deals go through them: by the numbers before the words (1- 2-), else
 * by the phase that a word usually stands for, else as they were met. Words for outcomes are no stages. Null where the pipeline has
 * most of them by name already, or there are fewer than two or more than twenty; `always`: also where they fit. `fit` is a share, 0 to 1, of rows.
 */
export function ownStages(
  words: readonly StageWord[],
  stages: readonly KnownStage[],
  { always = false } = {},
): { stages: string[]; fit: number } | null {
  const places = words.filter(({ word }) => meaningOf(word, []).kind !== 'outcome')
  const rows = places.reduce((sum, { count }) => sum + count, 0)
  if (places.length < 2 || places.length > 20 || rows === 0) return null
  const exact = places.filter(({ word }) => {
    const meaning = meaningOf(word, stages)
    return meaning.kind === 'stage' && meaning.confidence === 1
  })
  const fit = exact.reduce((sum, { count }) => sum + count, 0) / rows
  return always || fit < poorFit ? { stages: inOrder(places.map(({ word }) => word)), fit } : null
}

function inOrder(words: readonly string[]): string[] {
  const numbers = words.map((word) => Number(/^\s*(\d{1,2})\s*[-.、:：)）]/.exec(word)?.[1] ?? NaN))
  const isNumbered = numbers.every((number) => !Number.isNaN(number)) && new Set(numbers).size === words.length
  const place = (at: number): number => (isNumbered ? numbers[at]! : phases.indexOf(phaseOf(words[at]!) ?? 'qualify'))
  return words
    .map((word, at) => ({ word, place: place(at), at }))
    .sort((a, b) => a.place - b.place || a.at - b.at)
    .map(({ word }) => word)
}

/** One stage for every phase: so a word's usual phase is found whatever pipeline there is. */
const eachPhase: KnownStage[] = phases.map((phase, index) => ({ id: phase, key: phase, position: index + 1, phase, names: [] }))

const phaseOf = (word: string): Phase | null => {
  const meaning = meaningOf(word, eachPhase)
  return meaning.kind === 'stage' ? meaning.stage.phase : null
}

/**
 * A pipeline's stages from their names in order. What a name does not tell is spread evenly: phases from lead to close, never
 * backwards; the chance of winning (0 to 1) rises from a tenth to nine tenths. How long a stage should take is for people to say.
 */
export function stagesNamed(names: readonly string[]) {
  let reached = 0
  return names.map((name, at) => {
    const spread = Math.round((at / Math.max(1, names.length - 1)) * phases.indexOf('close'))
    const told = phaseOf(name)
    reached = Math.max(reached, told ? phases.indexOf(told) : spread)
    return {
      key: `stage-${at + 1}`,
      phase: phases[reached]!,
      names: { 'zh-CN': name, 'zh-TW': name, en: name },
      probability: Math.round((0.1 + (0.8 * (at + 0.5)) / names.length) * 100) / 100,
      expectedDays: null,
      warningDays: null,
      criticalDays: null,
      outcomes,
    }
  })
}
