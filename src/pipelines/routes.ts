import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { archivePipeline, changePipeline } from './commands/change.ts'
import { createFromFile, createPipeline } from './commands/create.ts'
import { discardDraft, saveDraft } from './commands/draft.ts'
import { saveLossReason } from './commands/loss-reasons.ts'
import * as contract from './contract.ts'
import { toFile } from './pipeline-file.ts'
import { listLossReasons, readFile, readDraftView, readPipelines, readVersion, readVersions } from './queries.ts'
import { templates } from './templates/all.ts'

type View = Awaited<ReturnType<typeof readPipelines>>[number]

async function view(tx: Tx, caller: Caller, id: string): Promise<Outcome<View>> {
  const [pipeline] = await readPipelines(tx, caller, id)
  return pipeline ? accept(pipeline) : refuse('not-found')
}

export function pipelineRoutes(api: Api): void {
  serve(api, contract.listPipelines, async ({ tx, caller }) =>
    accept({ items: await readPipelines(tx, caller), nextCursor: null }),
  )
  serve(api, contract.readPipeline, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.createPipeline, async ({ tx, caller, body }) => {
    const made = await createPipeline(tx, caller, body)
    return made.ok ? view(tx, caller, made.value.id) : made
  })
  serve(api, contract.changePipeline, async ({ tx, caller, params, body, ifMatch }) => {
    const changed = await changePipeline(tx, caller, params.id, body, ifMatch)
    return changed.ok ? view(tx, caller, params.id) : changed
  })
  serve(api, contract.archivePipeline, ({ tx, caller, params }) => archivePipeline(tx, caller, params.id))
  serve(api, contract.readVersion, ({ tx, caller, params }) => readVersion(tx, caller, params.id, params.version))
  serve(api, contract.listVersions, ({ tx, caller, params }) => readVersions(tx, caller, params.id))
  serve(api, contract.readDraft, ({ tx, caller, params }) => readDraftView(tx, caller, params.id))
  serve(api, contract.saveDraft, async ({ tx, caller, params, body, ifMatch }) => {
    const saved = await saveDraft(tx, caller, params.id, body, ifMatch)
    return saved.ok ? readDraftView(tx, caller, params.id) : saved
  })
  serve(api, contract.discardDraft, ({ tx, caller, params }) => discardDraft(tx, caller, params.id))
  serveDownload(api, contract.exportPipeline, async ({ tx, caller, params }) => {
    const file = await readFile(tx, caller, params.id)
    if (!file) return refuse('not-found')
    return accept({ body: toFile(file), contentType: 'application/yaml; charset=utf-8', fileName: `${file.key}.yaml` })
  })
  serve(api, contract.importPipeline, async ({ tx, caller, body }) => {
    const made = await createFromFile(tx, caller, body.file)
    return made.ok ? view(tx, caller, made.value.id) : made
  })
  serve(api, contract.listTemplates, ({ caller }) =>
    accept({
      items: templates.map(({ key, name, stages }) => ({
        key,
        name: name[caller.locale],
        stages: stages.map((stage) => ({ key: stage.key, name: stage.name[caller.locale], probability: stage.probability })),
      })),
    }),
  )
  serve(api, contract.listLossReasons, async ({ tx, caller }) => accept({ items: await listLossReasons(tx, caller) }))
  serve(api, contract.saveLossReason, async ({ tx, caller, params, body }) => {
    const saved = await saveLossReason(tx, caller, params.key, body)
    if (!saved.ok) return saved
    const reason = (await listLossReasons(tx, caller)).find(({ key }) => key === params.key)
    return reason ? accept(reason) : refuse('not-found')
  })
}
