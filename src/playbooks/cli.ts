import { WrongUsage, type Verb } from '../platform/verb.ts'

interface Filled {
  created: number
  deals?: number
  remaining?: number
}

/** `sluice stage-tasks OPPORTUNITY-ID`, or `--pipeline KEY` for all open deals of a pipeline: tasks of the present stage for deals that have none. */
export const stageTasksVerb: Verb = {
  name: 'stage-tasks',
  usage: 'OPPORTUNITY-ID | --pipeline KEY',
  summary: 'Make the tasks of the present stage for deals that have none',
  words: [0, 1],
  options: { pipeline: { type: 'string' } },
  run: async ({ client, words: [id], options, say }) => {
    if ((id === undefined) === (options.pipeline === undefined)) throw new WrongUsage('an opportunity, or --pipeline KEY')
    if (id !== undefined) {
      const value = await client.call<Filled>('POST', `/opportunities/${encodeURIComponent(id)}/stage-tasks`)
      return { value, lines: [`${value.created} tasks`] }
    }
    const { items } = await client.call<{ items: { id: string; key: string }[] }>('GET', '/pipelines')
    const pipeline = items.find(({ key, id: own }) => key === options.pipeline || own === options.pipeline)
    if (!pipeline) throw new WrongUsage(`there is no pipeline ${String(options.pipeline)}`)
    const value = { deals: 0, created: 0 }
    for (;;) {
      const { deals = 0, created, remaining = 0 } = await client.call<Filled>('POST', `/pipelines/${pipeline.id}/stage-tasks`)
      value.deals += deals
      value.created += created
      if (remaining === 0 || deals === 0) break
      say(`${remaining} deals to go`)
    }
    return { value, lines: [`${value.created} tasks for ${value.deals} deals`] }
  },
}
