import type { z } from 'zod'
import type { importDetail, importShape, mappingShape, proposalShape } from '../contract.ts'
import type { ImportKind } from '../fields.ts'

export type Proposal = z.output<typeof proposalShape>
export type Mapping = z.output<typeof mappingShape>
export type ImportRun = z.output<typeof importShape>
export type ImportDetail = z.output<typeof importDetail>

/** What a person decides against what was found in a file. */
export interface ReadingWish {
  encoding?: string | undefined
  separator?: string | undefined
  sheet?: string | undefined
  headerRow?: number | undefined
}

interface Given extends ReadingWish {
  file?: File
  fileId?: string
  kind: ImportKind
  pipeline?: string | undefined
  mapping?: Mapping
  mode?: 'dry-run' | 'commit'
}

/** The form of both uploads: fields first, so that the server knows them before the file comes. */
export function formOf({ file, mapping, ...fields }: Given): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value))
  if (mapping) form.set('mapping', JSON.stringify(mapping))
  if (file) form.set('file', file)
  return form
}
