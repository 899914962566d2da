import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { openSheet } from '../../platform/files/read.ts'
import { UnreadableFile, type SheetFile } from '../../platform/files/sheet.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { coreKey, looseKey, nameKey } from '../../platform/text/keys.ts'
import type { ElementDefinition } from '../../pipelines/element-definition.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { analyse, recordsOf, stylesOf, tableFound, type Analysis } from '../analysis.ts'
import { shareOf, type ColumnProfile } from '../column-profile.ts'
import type { proposalShape } from '../contract.ts'
import { elementsNamed, fieldOfElement } from '../element-fields.ts'
import { fieldsFor, kindsToCome, type ImportKind } from '../fields.ts'
import { mappingOf, planFor, type Mapping } from '../mapping.ts'
import { ownStages } from '../own-stages.ts'
import { propose, type KnownShares, type Proposal } from '../proposal.ts'
import { readRow } from '../row-reader.ts'
import { meaningOf, type KnownStage, type StageMeaning } from '../stage-words.ts'
import { countLost, isZeroUnrecorded, noLostAmounts } from '../zero-on-lost.ts'
import { findUpload, keepFindings, uploadPath } from '../store/uploads.ts'
import { phoneRegionOfCaller, pipelineOf } from './ground.ts'
import { loadReferences, type References } from './references.ts'
import type { WhichPipeline } from './start.ts'

type ProposalReply = z.output<typeof proposalShape>

interface Asked {
  fileId: string
  kind: ImportKind
  pipeline: WhichPipeline
  encoding?: Mapping['encoding']
  separator?: Mapping['separator']
  sheet?: string | undefined
  headerRow?: number | undefined
}

/** Reads an upload and says what was found and what is proposed; nothing is written. */
export async function proposeImport(tx: Tx, caller: Caller, dataDir: string, asked: Asked): Promise<Outcome<ProposalReply>> {
  const { kind, fileId } = asked
  if (kindsToCome.has(kind)) return refuse('kind-to-come', { kind })
  const upload = await findUpload(dataDir, caller.orgId, fileId)
  if (!upload) return refuse('file-gone', {}, 404)
  const opened = await openSheet(uploadPath(dataDir, caller.orgId, fileId), {
    encoding: asked.encoding,
    separator: asked.separator,
    sheet: asked.sheet,
  })
  if (!opened.ok) return opened
  try {
    const analysis = await analyse(opened.value.rows(), kind, asked.headerRow)
    if (analysis.headers.length === 0) return refuse('table-empty')
    const references = await loadReferences(tx, caller.orgId)
    const customers = await customersKnown(tx, caller.orgId, analysis.profiles)
    const shares = await inStretches(analysis.profiles, 1, (profile) => sharesOf(profile, references, customers))
    const known = new Map(analysis.profiles.map(({ name }, at) => [name, shares[at]!]))
    const proposal = propose(kind, analysis.profiles, known)
    const pipeline = await pipelineOf(tx, caller.orgId, asked.pipeline.id)
    const { stages } = pipeline
    const elements = await elementsOffered(tx, caller, kind, asked.pipeline, pipeline)
    offerElements(proposal, elements)
    const profileOf = (field: string) =>
      analysis.profiles.find(({ name }) => name === proposal.columns.find((column) => column.field === field)?.header)
    const near = nearMatches(profileOf('product'), references)
    const { reading } = opened.value
    const mapping: Mapping = {
      ...mappingOf(
        kind,
        proposal,
        near.length > 0 ? { product: Object.fromEntries(near.map(({ given, ours }) => [given, ours])) } : {},
      ),
      encoding: reading.encoding ?? 'auto',
      ...(reading.separator ? { separator: reading.separator } : {}),
      ...(reading.sheet ? { sheet: reading.sheet } : {}),
      headerRow: analysis.headerRow,
    }
    await keepFindings(dataDir, caller.orgId, fileId, mapping, tableFound(analysis))
    const zeroOnLost = await zeroOnLostOf(caller, opened.value, analysis, mapping, stages)
    if (zeroOnLost) mapping.zeroOnLost = 'not-recorded'
    const { newName } = asked.pipeline
    const own = kind === 'opportunities' ? ownOf(profileOf('stage'), stages, newName, upload.fileName) : null
    if (newName !== null && !own) return refuse('pipeline-stages-missing')
    if (own && newName !== null) mapping.ownPipeline = { name: own.name, stages: own.stages }
    return accept({
      fileId,
      fileName: upload.fileName,
      kind,
      reading,
      headerRow: analysis.headerRow,
      rows: analysis.rows,
      totalRows: analysis.totalRows.slice(0, 20),
      columns: proposal.columns,
      missing: proposal.missing,
      elements: elements.map(({ key, name }) => ({ field: fieldOfElement(key), name: name[caller.locale] })),
      stages: [...stageWords(profileOf('stage'), stages), ...stageWords(profileOf('outcome'), stages)],
      nearMatches: near,
      newNames: newNames(kind, proposal, profileOf, references, customers),
      zeroOnLost,
      ownPipeline: own,
      mapping,
      sampleRows: analysis.samples.slice(0, 8).map((row) => [...row].map((cell) => cell.slice(0, 200))),
    })
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.code, error.facts)
    throw error
  }
}

/** Elements that columns may fill; a pipeline that is yet to be made has none. */
const elementsOffered = async (
  tx: Tx,
  caller: Caller,
  kind: ImportKind,
  { newName }: WhichPipeline,
  { id, version }: { id: string; version: number },
): Promise<readonly ElementDefinition[]> =>
  kind === 'opportunities' && newName === null ? (await readDefinition(tx, caller.orgId, id, version)).elements : []

/** Columns that nothing else claims and that are called like an element. */
function offerElements(proposal: Proposal, elements: readonly ElementDefinition[]): void {
  const free = proposal.columns.filter(({ field }) => field === null)
  const headings = free.map(({ header }) => header)
  for (const [field, header] of elementsNamed(elements, headings))
    Object.assign(
      free.find((column) => column.header === header)!,
      { field, confidence: 0.95, guess: null },
    )
}

/** Works a long list through so many at a time: whoever else waits for the processor goes in between. */
async function inStretches<T, R>(items: readonly T[], atOnce: number, work: (item: T) => R): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    if (at > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    done.push(...items.slice(at, at + atOnce).map(work))
  }
  return done
}

const textColumns = (profiles: readonly ColumnProfile[]) =>
  profiles.filter((profile) => profile.dates + profile.amounts < profile.looked && profile.longest <= 200)

/** Which of the file's texts name a customer on record, exactly or by the core of the name. */
async function customersKnown(
  tx: Tx,
  orgId: string,
  profiles: readonly ColumnProfile[],
): Promise<{ exact: Set<string>; cores: Map<string, string> }> {
  const words = [...new Set(textColumns(profiles).flatMap(({ distinct }) => [...distinct.keys()].slice(0, 2000)))]
  const keys = await inStretches(words, 200, (word) => ({ name: nameKey(word), core: coreKey(word) }))
  const { rows } = await sql<{ name: string; name_key: string; core_key: string }>`
    select name, name_key, core_key from customer
    where org_id = ${orgId} and deleted_at is null
      and (name_key = any(${keys.map(({ name }) => name)}::text[]) or core_key = any(${keys.map(({ core }) => core)}::text[]))
    limit 20000`.execute(tx)
  return {
    exact: new Set(rows.map(({ name_key }) => name_key)),
    cores: new Map(rows.map(({ core_key, name }) => [core_key, name])),
  }
}

function sharesOf(profile: ColumnProfile, references: References, customers: { exact: Set<string> }): KnownShares {
  const words = [...profile.distinct.keys()].slice(0, 2000).map(nameKey)
  const share = (has: (key: string) => boolean) => (words.length === 0 ? 0 : words.filter(has).length / words.length)
  return {
    member: share((key) => references.members.has(key)),
    product: share((key) => references.products.has(key) || references.productsNearly.has(looseKey(key))),
    customer: share((key) => customers.exact.has(key)),
  }
}

function stageWords(profile: ColumnProfile | undefined, stages: readonly KnownStage[]): ProposalReply['stages'] {
  if (!profile || (shareOf(profile, 1) ?? 1) < 1 / 200) return []
  return [...profile.distinct]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 100)
    .map(([word, count]) => {
      const meaning = meaningOf(word, stages)
      const known = meaning.kind === 'unknown' ? null : meaning.kind === 'stage' ? meaning.stage.key : meaning.outcome
      return { word, count, meaning: known, confidence: meaning.kind === 'unknown' ? 0 : meaning.confidence }
    })
}

function ownOf(
  profile: ColumnProfile | undefined,
  stages: readonly KnownStage[],
  newName: string | null,
  fileName: string,
): ProposalReply['ownPipeline'] {
  const words = [...(profile?.distinct ?? [])].map(([word, count]) => ({ word, count }))
  const own = ownStages(words, stages, { always: newName !== null })
  return own && { name: newName ?? (fileName.replace(/\.\w{1,5}$/, '').slice(0, 60) || '1'), ...own }
}

/** Lost deals that all carry 0: the rows are read once more, since it takes two columns to see it. */
async function zeroOnLostOf(
  caller: Caller,
  file: SheetFile,
  analysis: Analysis,
  mapping: Mapping,
  stages: readonly KnownStage[],
): Promise<ProposalReply['zeroOnLost']> {
  const { amount, stage, outcome } = mapping.columns
  if (mapping.kind !== 'opportunities' || !amount || !(stage ?? outcome)) return null
  const profile = analysis.profiles.find(({ name }) => name === amount)!
  if (![...profile.distinct.keys()].some((text) => /^[^1-9]*0[^1-9]*$/.test(text))) return null
  const plan = planFor(mapping, analysis.headers, stylesOf(analysis))
  if (!plan.ok) return null
  const columns = plan.value.columns.filter(({ field }) => ['amount', 'stage', 'outcome'].includes(field.key))
  const settings = { currency: caller.currency, defaultRegion: phoneRegionOfCaller(caller) }
  const meanings = new Map<string, StageMeaning>()
  const seen = noLostAmounts()
  for await (const { line, row } of recordsOf(file.rows(), mapping.kind, analysis.headerRow)) {
    if (row === 'blank' || 'total' in row) continue
    const { values } = readRow({ ...plan.value, columns, defaults: [] }, row.cells, line, settings)
    const said = [values.stage, values.outcome].flatMap((word) => {
      if (typeof word !== 'string') return []
      const meaning = meanings.get(word) ?? meaningOf(word, stages)
      meanings.set(word, meaning)
      return [meaning]
    })
    countLost(seen, said, values.amount)
  }
  return isZeroUnrecorded(seen) ? { field: 'amount', column: amount, deals: seen.zero } : null
}

/** GTXPro ~ GTX Pro: proposed as the same, to be confirmed. */
const nearMatches = (
  profile: ColumnProfile | undefined,
  { products, productsNearly }: References,
): ProposalReply['nearMatches'] =>
  [...(profile?.distinct ?? [])].flatMap(([given, count]) => {
    const near = products.has(nameKey(given)) ? undefined : productsNearly.get(looseKey(given))
    return near ? [{ field: 'product', given, count, ours: near.name }] : []
  })

function newNames(
  kind: ImportKind,
  proposal: Proposal,
  profileOf: (field: string) => ColumnProfile | undefined,
  references: References,
  customers: { exact: Set<string>; cores: Map<string, string> },
): ProposalReply['newNames'] {
  const knows: Partial<Record<string, (name: string) => boolean>> = {
    member: (name) => references.members.has(nameKey(name)),
    product: (name) => references.products.has(nameKey(name)) || references.productsNearly.has(looseKey(name)),
    customer: (name) => customers.exact.has(nameKey(name)),
    source: (name) => references.sources.has(nameKey(name)),
  }
  return fieldsFor(kind).flatMap(({ key, type }) => {
    const isKnown = knows[type]
    const profile = proposal.columns.some(({ field }) => field === key) ? profileOf(key) : undefined
    if (!isKnown || !profile) return []
    const names = [
      ...new Map([...profile.distinct.keys()].filter((name) => !isKnown(name)).map((name) => [nameKey(name), name])).values(),
    ]
    return names.length > 0 ? [{ field: key, count: names.length, examples: names.slice(0, 8) }] : []
  })
}
