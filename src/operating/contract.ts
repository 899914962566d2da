import { z } from 'zod'
import { roleKey } from '../account-team/contract.ts'
import { tiers } from '../key-accounts/score.ts'
import { day, endpoint, idParams, line, ref, share, verdict } from '../platform/contract.ts'
import { dutyKinds } from './duties.ts'

const tag = 'operating mechanism'
const tier = z.enum(tiers)
const rule = z.object({
  contactDays: z.int().min(1).max(250).nullable(),
  reviewMonths: z.int().min(1).max(24).nullable(),
  roles: z.array(roleKey).max(12),
  discountLimit: share.nullable(),
  answerDays: z.int().min(0).max(60).nullable(),
})
const rules = z.object({ S: rule, A: rule, B: rule, C: rule })

const settingReply = z.object({
  tiers: rules,
  isOn: z.boolean(),
  onSince: day.nullable(),
  /** While all accounts are gone through: how many of them are done. */
  round: z.object({ done: z.int(), total: z.int() }).nullable(),
  roles: z.array(z.object({ key: z.string(), label: z.string(), leads: z.boolean() })),
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readOperatingSetting = endpoint({
  method: 'GET',
  path: '/operating-mechanism',
  summary: 'What each tier of key accounts is owed: contacts, reviews, roles, discount, answers',
  tag,
  reply: settingReply,
})
export const saveOperatingSetting = endpoint({
  method: 'PUT',
  path: '/operating-mechanism',
  summary: 'Change what each tier is owed, or turn it on or off; tasks are made and withdrawn in the background',
  tag,
  body: z.object({ tiers: rules, isOn: z.boolean() }),
  reply: settingReply,
  status: 200,
})

export const readLateAccounts = endpoint({
  method: 'GET',
  path: '/operating-mechanism/late',
  summary: 'How many key accounts within reach are late on what their tier is owed, and on what',
  tag,
  reply: z.object({
    accounts: z.int(),
    late: z.object({ contact: z.int(), review: z.int(), role: z.int(), answer: z.int() }),
  }),
})

const detail = z.object({
  isOn: z.boolean(),
  tier: tier.nullable(),
  rule: rule.nullable(),
  lastContactOn: day.nullable(),
  /** In the order of their days. */
  duties: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(dutyKinds),
      /** Name of the role, or what was asked. */
      about: z.string(),
      fromOn: day,
      dueOn: day,
      isLate: z.boolean(),
      task: ref.nullable(),
      assignee: ref.nullable(),
    }),
  ),
  late: z.int(),
  lastReviewOn: day.nullable(),
  permissions: z.object({ note: verdict }),
})
export const readOperating = endpoint({
  method: 'GET',
  path: '/customers/:id/operating',
  summary: 'What a customer is owed by its tier, until when, and what is late',
  tag,
  params: idParams,
  reply: detail,
})
export const noteRequest = endpoint({
  method: 'POST',
  path: '/customers/:id/requests',
  summary: 'Note what a customer asked of us: a task for the owner, due as the tier says',
  tag,
  params: idParams,
  body: z.object({ what: line(200), askedOn: day.optional() }),
  reply: detail,
})
