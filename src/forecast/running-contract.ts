import { z } from 'zod'
import { endpoint, id, idParams, moment, page, pageQuery, share, verdict } from '../platform/contract.ts'

// What is worked out beside the requests: simulations of a range, trainings of the model.

const tag = 'forecast'
const count = z.int().min(0)

/** Something the forecast says in words: a stable code beside the sentence in the caller's language. */
export const said = z.object({ code: z.string(), sentence: z.string() })

export const simulationShape = z.object({
  id,
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** 0–1. */
  progress: share,
})

export const readSimulation = endpoint({
  method: 'GET',
  path: '/forecast/simulations/:id',
  summary: 'How far the simulation of a range is',
  tag,
  params: idParams,
  reply: simulationShape,
})

export const cancelSimulation = endpoint({
  method: 'POST',
  path: '/forecast/simulations/:id/cancellation',
  summary: 'Stop a simulation; asking for the forecast and waiting for it begins it again',
  tag,
  params: idParams,
})

export const trainingStatuses = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
/** What a training does, one after the other. */
export const trainingSteps = ['reading', 'testing', 'learning', 'trying', 'storing'] as const
export type TrainingStep = (typeof trainingSteps)[number]

export const trainingShape = z.object({
  id,
  status: z.enum(trainingStatuses),
  /** 0–1. */
  progress: share,
  step: z.enum(trainingSteps).nullable(),
  askedAt: moment,
  askedBy: z.string().nullable(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  deals: count.nullable(),
  seconds: z.number().nullable(),
  text: said.nullable(),
  permissions: z.object({ cancel: verdict }),
})
export type TrainingReply = z.output<typeof trainingShape>

export const startTraining = endpoint({
  method: 'POST',
  path: '/forecast/trainings',
  summary: 'Learn anew from the history and test against past periods, beside all other work',
  tag,
  reply: z.object({ id }),
})

export const readTraining = endpoint({
  method: 'GET',
  path: '/forecast/trainings/:id',
  summary: 'How far a training is',
  tag,
  params: idParams,
  reply: trainingShape,
})

export const listTrainings = endpoint({
  method: 'GET',
  path: '/forecast/trainings',
  summary: 'Trainings, the latest first',
  tag,
  query: z.object(pageQuery),
  reply: page(trainingShape),
})

export const cancelTraining = endpoint({
  method: 'POST',
  path: '/forecast/trainings/:id/cancellation',
  summary: 'Stop a training; the old model stays',
  tag,
  params: idParams,
})
