import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { key, named, pipelineFull } from './definition-shape.ts'
import type { PipelineFull } from './definition.ts'
import type { Named } from './stage.ts'

/** What a pipeline file begins with, so that another YAML is told from it. */
const format = 'sluice-pipeline/1'

export interface PipelineFile {
  key: string
  name: Named
  definition: PipelineFull
}

const shape = z.object({ format: z.literal(format), key, name: named, definition: pipelineFull })

/** A pipeline as a file that people can read, share and bring into another company. Ids stay at home. */
export const toFile = ({ key: code, name, definition }: PipelineFile): string =>
  stringify(
    { format, key: code, name, definition: { ...definition, stages: definition.stages.map(({ id: _, ...stage }) => stage) } },
    { lineWidth: 120, aliasDuplicateObjects: false },
  )

/** Largest file that is read, bytes. */
export const largestFile = 2_000_000

/** Reads such a file. Refuses what is no YAML, no pipeline, or tries to grow by references. */
export function fromFile(text: string): Outcome<PipelineFile> {
  let read: unknown
  try {
    read = parse(text, { maxAliasCount: 0, schema: 'core' })
  } catch (error) {
    return refuse('pipeline-file-unreadable', { why: error instanceof Error ? error.message.slice(0, 300) : '' })
  }
  const checked = shape.safeParse(read)
  if (!checked.success)
    return refuse('pipeline-file-unreadable', {
      why: '',
      errors: checked.error.issues.slice(0, 50).map(({ path, code, message }) => ({ path: path.join('.'), code, message })),
    })
  return accept(checked.data)
}
