import type { Verb } from '../platform/verb.ts'

interface MovedReply {
  eventId: string
  opportunity: { name: string; status: string; stage: { name: string } }
}

const line = ({ opportunity }: MovedReply): string => `${opportunity.name}: ${opportunity.stage.name} (${opportunity.status})`

/** `sluice move ID STAGE [--reason TEXT] [--override REASON]`: the same command, gates and refusals as everywhere. */
export const moveVerb: Verb = {
  name: 'move',
  usage: 'OPPORTUNITY-ID STAGE-KEY [--reason TEXT] [--override REASON]',
  summary: 'Move an opportunity to another stage',
  words: [2, 2],
  options: { reason: { type: 'string' }, override: { type: 'string' } },
  run: async ({ client, words, options }) => {
    const [id, toStage] = words
    const value = await client.call<MovedReply>('POST', `/opportunities/${encodeURIComponent(id!)}/stage-moves`, {
      body: {
        toStage,
        via: 'cli',
        ...(options.reason ? { reason: options.reason } : {}),
        ...(options.override ? { override: { reason: options.override } } : {}),
      },
    })
    return { value, lines: [line(value)] }
  },
}

/** `sluice close ID won|lost|terminated|on-hold [--reason KEY] [--competitor ID] [--wake-up DAY] [--note TEXT]`. */
export const closeVerb: Verb = {
  name: 'close',
  usage: 'OPPORTUNITY-ID won|lost|terminated|on-hold [--reason KEY] [--competitor ID] [--wake-up DAY] [--note TEXT]',
  summary: 'End an opportunity, or put it on hold',
  words: [2, 2],
  options: {
    reason: { type: 'string' },
    competitor: { type: 'string' },
    'wake-up': { type: 'string' },
    note: { type: 'string' },
  },
  run: async ({ client, words, options }) => {
    const [id, outcome] = words
    const given = {
      outcome,
      reasonKey: options.reason,
      competitorId: options.competitor,
      wakeUpOn: options['wake-up'],
      note: options.note,
    }
    const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const value = await client.call<MovedReply>('POST', `/opportunities/${encodeURIComponent(id!)}/outcomes`, { body })
    return { value, lines: [line(value)] }
  },
}

/** `sluice rework ID --reason TEXT`: another round of the proposal, counted and in the history; the stage stays. */
export const reworkVerb: Verb = {
  name: 'rework',
  usage: 'OPPORTUNITY-ID --reason TEXT',
  summary: 'Count another round of the proposal; the opportunity stays in its stage',
  words: [1, 1],
  options: { reason: { type: 'string' } },
  run: async ({ client, words, options }) => {
    const value = await client.call<MovedReply>('POST', `/opportunities/${encodeURIComponent(words[0]!)}/reworks`, {
      body: options.reason ? { reason: options.reason } : {},
    })
    return { value, lines: [line(value)] }
  },
}
