import { z } from 'zod'
import { attitude, contactRole } from '../contacts/contract.ts'
import { level } from '../customers/contract.ts'
import { tiers } from '../key-accounts/score.ts'
import { day, endpoint, flag, id, idParams, line, locale, moment, page, pageQuery, prose, ref, share, verdict, word } from '../platform/contract.ts' // prettier-ignore
import { npsGroups } from './nps.ts'
import { questionKinds, surveyStates } from './survey.ts'

const tag = 'surveys'
const told = z.object({ 'zh-CN': prose(1000).optional(), 'zh-TW': prose(1000).optional(), en: prose(1000).optional() })
// no key is a word that every object knows
const key = z.string().regex(/^q[a-z0-9-]{0,39}$/)
const question = z.object({
  key,
  kind: z.enum(questionKinds),
  text: told,
  options: z.array(z.object({ key: z.string().regex(/^[a-z0-9-]{1,40}$/), text: told })).max(20),
  isRequired: z.boolean(),
})
const state = z.enum(surveyStates)
const score = z.number().min(-100).max(100).nullable()
export const npsShape = z.object({
  answers: z.int(),
  promoters: z.int(),
  passives: z.int(),
  detractors: z.int(),
  score,
  low: score,
  high: score,
})

const body = {
  name: line(120),
  title: told,
  intro: told.nullable(),
  thanks: told.nullable(),
  questions: z.array(question).max(20),
  validDays: z.int().min(1).max(365),
}
const survey = z.object({
  ...body,
  id,
  state,
  version: z.int(),
  createdAt: moment,
  createdBy: ref,
  asked: z.int(),
  answered: z.int(),
  permissions: z.object({ edit: verdict, /** The questions; closed once somebody has answered. */ questions: verdict, ask: verdict, open: verdict }),
}) // prettier-ignore

export const listSurveys = endpoint({
  method: 'GET',
  path: '/surveys',
  summary: 'Surveys of customers, the newest first, with how many were asked and answered',
  tag,
  query: z.object(pageQuery),
  reply: page(
    z.object({ id, name: z.string(), state, createdAt: moment, asked: z.int(), answered: z.int(), nps: npsShape }),
  ).extend({ permissions: z.object({ create: verdict }) }),
})
export const createSurvey = endpoint({
  method: 'POST',
  path: '/surveys',
  summary: 'Write a survey',
  tag,
  body: z.object(body),
  reply: survey,
})
export const readSurvey = endpoint({ method: 'GET', path: '/surveys/:id', summary: 'One survey', tag, params: idParams, reply: survey }) // prettier-ignore
export const saveSurvey = endpoint({
  method: 'PUT',
  path: '/surveys/:id',
  summary: 'Change a survey; its questions only while nobody has answered',
  tag,
  params: idParams,
  body: z.object(body),
  reply: survey,
})
export const changeSurveyState = endpoint({
  method: 'POST',
  path: '/surveys/:id/states',
  summary: 'Open a survey for answers, or close it: its links open nothing then',
  tag,
  params: idParams,
  body: z.object({ state: z.enum(['open', 'closed']) }),
  reply: survey,
  status: 200,
})
export const archiveSurvey = endpoint({ method: 'DELETE', path: '/surveys/:id', summary: 'Archive a survey; answers stay with their customers', tag, params: idParams }) // prettier-ignore

const several = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one).max(20)])
export const findRecipients = endpoint({
  method: 'GET',
  path: '/surveys/:id/recipients',
  summary: 'Contacts of one’s customers that fit a rule, and who has a link or was asked lately; 500 at most',
  tag,
  params: idParams,
  query: z.object({
    role: several(contactRole).optional(),
    level: several(level).optional(),
    tier: several(z.enum(tiers)).optional(),
    /** Customers with an order within so many days. */
    boughtWithin: z.coerce.number().int().min(1).max(3650).optional(),
    /** Leave out whom any survey has asked within so many days. */
    notAskedWithin: z.coerce.number().int().min(1).max(3650).optional(),
    q: word().optional(),
    customer: id.optional(),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        contact: ref,
        customer: ref,
        owner: ref,
        role: contactRole.nullable(),
        attitude: attitude.nullable(),
        lastAskedAt: moment.nullable(),
        /** Has an open link of this survey. */
        isAsked: z.boolean(),
      }),
    ),
    total: z.int(),
  }),
})

const invitation = z.object({
  id,
  contact: ref,
  customer: ref,
  locale,
  madeAt: moment,
  madeBy: ref,
  expiresAt: moment,
  state: z.enum(['open', 'answered', 'expired', 'revoked']),
  answeredAt: moment.nullable(),
  nps: z.int().nullable(),
})
const link = z.object({ id, contact: ref, customer: ref, /** Shown now and never again: only its fingerprint is kept. */ url: z.string(), expiresAt: moment }) // prettier-ignore
export const listInvitations = endpoint({
  method: 'GET',
  path: '/surveys/:id/invitations',
  summary: 'Who was asked, the latest first',
  tag,
  params: idParams,
  query: z.object({ ...pageQuery, answered: flag.optional() }),
  reply: page(invitation),
})
export const invite = endpoint({
  method: 'POST',
  path: '/surveys/:id/invitations',
  summary:
    'Make a one-time link for each of these contacts, to be sent by one’s own means; whoever has an open link gets a new one',
  tag,
  params: idParams,
  body: z.object({ contactIds: z.array(id).min(1).max(500), locale }),
  reply: z.object({ links: z.array(link) }),
  isSecret: true,
})
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/survey-invitations/:id',
  summary: 'Withdraw a link that was not answered',
  tag,
  params: idParams,
})

const row = z.object({ key: z.string(), name: z.string(), nps: npsShape, satisfaction: z.number().nullable() })
export const readResults = endpoint({
  method: 'GET',
  path: '/surveys/:id/results',
  summary: 'Answers of customers within reach: NPS with its interval, by team, by tier and by month, each question, words',
  tag,
  params: idParams,
  query: z.object({
    team: id.optional(),
    owner: id.optional(),
    /** Days on which it was answered. */
    from: day.optional(),
    to: day.optional(),
    level: several(level).optional(),
    grade: several(z.coerce.number().int().min(1).max(5)).optional(),
    tier: several(z.enum(tiers)).optional(),
  }),
  reply: z.object({
    /** Of these customers until the last of the days. */
    asked: z.int(),
    answered: z.int(),
    nps: npsShape,
    satisfaction: z.number().nullable(),
    byTeam: z.array(row),
    byTier: z.array(row),
    byMonth: z.array(row),
    questions: z.array(
      z.object({
        key,
        kind: z.enum(questionKinds),
        text: z.string(),
        answers: z.int(),
        counts: z.array(z.object({ key: z.string(), label: z.string(), count: z.int(), share })),
      }),
    ),
    /** What was written or needs somebody, the latest first; 100 at most. */
    voices: z.array(
      z.object({
        invitationId: id,
        customer: ref,
        contact: ref,
        answeredAt: moment,
        nps: z.int().nullable(),
        group: z.enum(npsGroups).nullable(),
        text: z.string(),
        wantsContact: z.boolean(),
      }),
    ),
  }),
})

const complaint = z.object({
  id,
  contact: ref.nullable(),
  isSevere: z.boolean(),
  text: z.string(),
  openedAt: moment,
  openedBy: ref.nullable(),
  closedAt: moment.nullable(),
  closedBy: ref.nullable(),
  closing: z.string().nullable(),
})
const satisfaction = z.object({
  nps: npsShape,
  answers: z.array(
    z.object({
      invitationId: id,
      survey: ref,
      contact: ref,
      answeredAt: moment,
      nps: z.int().nullable(),
      group: z.enum(npsGroups).nullable(),
      satisfaction: z.number().nullable(),
      said: z.array(z.object({ question: z.string(), answer: z.string() })),
      wantsContact: z.boolean(),
    }),
  ),
  asked: z.array(z.object({ invitationId: id, survey: ref, contact: ref, madeAt: moment, expiresAt: moment })),
  complaints: z.array(complaint),
  openSurveys: z.array(ref),
  permissions: z.object({ edit: verdict }),
})
export const readSatisfaction = endpoint({
  method: 'GET',
  path: '/customers/:id/satisfaction',
  summary: 'What people of a customer answered in surveys, open links, complaints',
  tag,
  params: idParams,
  query: z.object({ contact: id.optional() }),
  reply: satisfaction,
})
export const openComplaint = endpoint({
  method: 'POST',
  path: '/customers/:id/complaints',
  summary: 'Write down a complaint; a severe one is an alarm in the health of the customer',
  tag,
  params: idParams,
  body: z.object({ contactId: id.nullable(), isSevere: z.boolean(), text: line(2000) }),
  reply: satisfaction,
})
export const closeComplaint = endpoint({
  method: 'POST',
  path: '/complaints/:id/closures',
  summary: 'Say how a complaint was settled',
  tag,
  params: idParams,
  body: z.object({ closing: line(2000) }),
  reply: satisfaction,
  status: 200,
})
