import { LineCounter, isNode, parseDocument, stringify, type Document } from 'yaml'
import { z } from 'zod'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { say, type Locale } from '../platform/words.ts'
import { key, named, pipelineFull } from './definition-shape.ts'
import type { PipelineFull } from './definition.ts'
import { fileWords as words } from './file-words.ts'
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

/** Reads such a file. Refuses what is no YAML, no pipeline, or tries to grow by references: each fault with its line and place, in words. */
export function fromFile(text: string, locale: Locale): Outcome<PipelineFile> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', logLevel: 'silent' })
  const broken = document.errors[0]
  if (broken)
    return unreadable([
      { path: '', code: 'yaml', message: say(locale, words, 'yaml', { line: lines.linePos(broken.pos[0]).line }) },
    ])
  let read: unknown
  try {
    read = document.toJS({ maxAliasCount: 0 })
  } catch {
    return unreadable([{ path: '', code: 'reference', message: say(locale, words, 'reference') }])
  }
  const checked = shape.safeParse(read)
  if (checked.success) {
    const { format: _, ...file } = checked.data
    return accept(file)
  }
  return unreadable(
    checked.error.issues.slice(0, 50).map((issue) => ({
      path: issue.path.join('.'),
      code: issue.code,
      message: say(locale, words, 'at', {
        line: lineOf(document, lines, issue.path),
        what: faultOf(issue, document.hasIn(issue.path), locale),
      }),
    })),
  )
}

const unreadable = (errors: readonly { path: string; code: string; message: string }[]) =>
  refuse('pipeline-file-unreadable', { why: '', errors })

/** The line of a place in the file; of what is missing, that of what it should stand in. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function faultOf(issue: z.core.$ZodIssue, isThere: boolean, locale: Locale): string {
  const t = (code: keyof (typeof words)['zh-CN'], facts: Record<string, unknown> = {}) => say(locale, words, code, facts)
  switch (issue.code) {
    case 'invalid_type':
      return !isThere ? t('missing') : t('kind', { kind: kindOf(issue.expected, t) })
    case 'invalid_value':
      return t('values', { values: issue.values.map(String) })
    case 'too_small':
      return t('small', { least: String(issue.minimum) })
    case 'too_big':
      return t('big', { most: String(issue.maximum) })
    case 'unrecognized_keys':
      return t('unknown', { keys: issue.keys })
    case 'invalid_format':
      return t('form')
    default:
      return t('other')
  }
}

/** What should stand there, as people call it. */
function kindOf(expected: string, t: (code: keyof (typeof words)['zh-CN']) => string): string {
  if (expected === 'number' || expected === 'int') return t('kind.number')
  if (expected === 'boolean') return t('kind.boolean')
  if (expected === 'array') return t('kind.list')
  return expected === 'object' || expected === 'record' ? t('kind.group') : t('kind.text')
}
