import { sql } from 'kysely'
import type { Tx } from '../../src/platform/database/connect.ts'
import type { PipelineFull } from '../../src/pipelines/definition.ts'

/**
 * Empties the gates, and only the gates, of all pipelines of an organisation, for tests that move deals about and are not
 * about gates. To be called right after founding (it serves as a foundation itself): published versions are read once per process.
 */
export async function openGates(tx: Tx, { orgId }: { orgId: string }): Promise<void> {
  await sql`
    update pipeline_version v set definition = jsonb_set(v.definition, '{stages}', (
      select jsonb_agg(s || jsonb_build_object('entry', s -> 'entry' || '{"criteria": []}', 'exit', s -> 'exit' || '{"criteria": []}') order by n)
        from jsonb_array_elements(v.definition -> 'stages') with ordinality as list (s, n)))
     where v.org_id = ${orgId}`.execute(tx)
}

/** The same for a server that is only known by its address: each pipeline is published anew without demands. */
export async function openGatesOver(url: string, token: string): Promise<void> {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }
  const { items } = await ask<{ items: { id: string; currentVersion: number }[] }>('GET', '/pipelines')
  for (const { id, currentVersion } of items) {
    const { definition } = await ask<{ definition: PipelineFull }>('GET', `/pipelines/${id}/versions/${currentVersion}`)
    const stages = definition.stages.map((stage) => ({
      ...stage,
      entry: { ...stage.entry, criteria: [] },
      exit: { ...stage.exit, criteria: [] },
    }))
    await ask('POST', `/pipelines/${id}/publications`, {
      definition: { ...definition, stages },
      basedOn: currentVersion,
      graceDays: 0,
    })
  }
}
