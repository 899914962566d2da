import type { Named } from '../pipelines/stage.ts'

/** The folded text of search ends here; a longer text is filed in parts of as many characters. */
const part = 120
/** Of a result so many characters are filed: who writes an essay is found by its beginning. */
const filed = 960

/** Parts of a text that overlap by what a piece of a word may be long, so that none is cut in two. */
function partsOf(text: string): string[] {
  const characters = [...text].slice(0, filed)
  const parts: string[] = []
  for (let from = 0; from < characters.length; from += part - 3) parts.push(characters.slice(from, from + part).join(''))
  return parts
}

/**
 * What a task is filed under for search: what people wrote. The title of a stage task is its pipeline's and stands on thousands of
 * tasks: it is found by its key instead (see `queries/task-search.ts`).
 */
export const textsOfTask = (task: { isStageTask: boolean; title: Named; result: string | null }): string[] => [
  ...(task.isStageTask ? [] : new Set(Object.values(task.title) as string[])),
  ...partsOf(task.result ?? ''),
]
