import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { z } from 'zod'
import { WrongUsage, type Client, type Said, type Verb } from '../platform/verb.ts'
import type { importDetail, proposalShape } from './contract.ts'
import { exportKinds } from './export-columns.ts'
import { importKinds } from './fields.ts'

type Proposal = z.output<typeof proposalShape>
type Detail = z.output<typeof importDetail>

const given = (option: string | boolean | undefined): string | undefined => (typeof option === 'string' ? option : undefined)

/** `sluice import FILE --kind K`: with --mapping or --auto it brings the file in; without, it only tries it out as proposed. */
export const importVerb: Verb = {
  name: 'import',
  usage: 'FILE --kind KIND [--mapping FILE.json | --auto] [--dry-run] [--pipeline KEY | --pipeline new:NAME] [--override REASON]',
  summary: `Bring a table in: ${importKinds.join(', ')}`,
  words: [1, 1],
  options: {
    kind: { type: 'string' },
    mapping: { type: 'string' },
    auto: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    pipeline: { type: 'string' },
    override: { type: 'string' },
  },
  run: async ({ words: [file = ''], options, client, say }) => {
    const kind = given(options.kind)
    if (!kind || !(importKinds as readonly string[]).includes(kind))
      throw new WrongUsage(`--kind is one of ${importKinds.join(', ')}`)
    if (options.mapping && options.auto) throw new WrongUsage('either --mapping or --auto')
    const mapping = given(options.mapping) === undefined ? undefined : await readFile(given(options.mapping)!, 'utf8')
    const form = new FormData()
    form.set('kind', kind)
    if (given(options.pipeline)) form.set('pipeline', given(options.pipeline)!)
    form.set('file', new File([new Uint8Array(await readFile(file))], basename(file)))
    const proposal = await client.call<Proposal>('POST', '/imports/proposals', { form })

    const isDecided = mapping !== undefined || options.auto === true
    const mode = options['dry-run'] === true || !isDecided ? 'dry-run' : 'commit'
    const start = new FormData()
    for (const [name, value] of Object.entries({
      kind,
      mode,
      fileId: proposal.fileId,
      mapping: mapping ?? JSON.stringify(proposal.mapping),
    }))
      start.set(name, value)
    if (given(options.pipeline)) start.set('pipeline', given(options.pipeline)!)
    if (given(options.override)) start.set('overrideReason', given(options.override)!)
    const { id } = await client.call<{ id: string }>('POST', '/imports', { form: start })
    const done = await settled(client, id, say)
    if (!isDecided) say('Tried out as proposed; --auto takes the proposal, --mapping FILE.json another one.')
    return said(done, isDecided ? undefined : proposal)
  },
}

async function settled(client: Client, id: string, say: (line: string) => void): Promise<Detail> {
  let told = ''
  for (;;) {
    const run = await client.call<Detail>('GET', `/imports/${id}`)
    if (!['waiting', 'running'].includes(run.status)) return run
    const line = `${run.rows.processed} / ${run.rows.total ?? '?'}`
    if (run.status === 'running' && line !== told) say(line)
    told = line
    await new Promise((wait) => setTimeout(wait, 300))
  }
}

function said(run: Detail, proposal: Proposal | undefined): Said {
  const { rows, warnings, failures, refusal, mode, status } = run
  const lines = [
    ...(proposal
      ? proposal.columns.map(
          ({ header, field, confidence }) => `${header} → ${field ?? '-'}${field ? ` (${Math.round(confidence * 100)} %)` : ''}`,
        )
      : []),
    refusal
      ? [refusal.title, refusal.detail].filter(Boolean).join(' ')
      : `${mode === 'dry-run' ? '(dry run) ' : ''}${status}: ${rows.total ?? 0} rows, ${rows.created} created, ${rows.updated} updated, ${rows.unchanged} unchanged, ${rows.failed} failed${run.partly > 0 ? `, ${run.partly} without some cells` : ''}`,
    ...(proposal?.ownPipeline
      ? [
          `? --pipeline new:${proposal.ownPipeline.name} makes a pipeline of the file's own stages: ${proposal.ownPipeline.stages.join(' → ')}`,
        ]
      : []),
    ...warnings.map(
      ({ count, sentence, examples }) =>
        `! ${count} ${sentence}${examples.length > 0 ? `: ${examples.slice(0, 3).join(', ')}` : ''}`,
    ),
    ...failures
      .slice(0, 20)
      .map(({ line, taken, errors }) => `${taken ? '~' : 'x'} ${line}: ${errors.map(({ message }) => message).join('; ')}`),
  ]
  return { value: proposal ? { ...run, proposal } : run, lines, failed: status !== 'done' }
}

/** `sluice export KIND --format csv --out FILE`; every filter of the list is an option. */
export const exportVerb: Verb = {
  name: 'export',
  usage: 'KIND [--format xlsx|csv|json] [--out FILE] [--FILTER VALUE …]',
  summary: `Take a list out: ${exportKinds.join(', ')}`,
  words: [1, 1],
  takesAnyOption: true,
  options: { format: { type: 'string' }, out: { type: 'string' } },
  run: async ({ words: [kind = ''], options, client }) => {
    if (!(exportKinds as readonly string[]).includes(kind)) throw new WrongUsage(`KIND is one of ${exportKinds.join(', ')}`)
    const { format: _, out: __, token: ___, json: ____, ...filters } = options
    const format = given(options.format) ?? 'xlsx'
    const query = Object.fromEntries(
      Object.entries({ ...filters, format }).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    )
    const bytes = await client.download(`/exports/${kind}`, { query })
    if (format === 'json' && given(options.out) === undefined) return { value: JSON.parse(bytes.toString('utf8')) }
    const path = resolve(given(options.out) ?? `${kind}.${format}`)
    await writeFile(path, bytes)
    return { value: { file: path, bytes: bytes.length }, lines: [`${path} (${Math.ceil(bytes.length / 1024)} KB)`] }
  },
}
