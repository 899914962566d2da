import { recordActivity } from '../../activities/commands/record.ts'
import { addWorkingDays } from '../../people/working-days.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import { raiseTasks, type RaisedTask } from '../../playbooks/commands/raise.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { locales, say, type Locale } from '../../platform/words.ts'
import { judgeAnswers, type Judged } from '../answering.ts'
import { groupOf } from '../nps.ts'
import { openLink, type OpenLink } from '../queries/open-link.ts'
import { insertAnswer, insertComplaint } from '../store.ts'
import { words } from '../words.ts'

export interface GivenAnswer {
  locale: Locale
  fields: Readonly<Record<string, string | undefined>>
  /** Asks to be called about a problem. */
  wantsContact: boolean
}

/** So many points or less, with a problem to talk about, is a severe complaint. */
const severeUpTo = 3

/**
 * Takes the answer of whoever holds the link, in the name of the person it was made for: the first one counts. It stands in the
 * customer's timeline; a detractor, or somebody who asks for a call, is a task for the owner and whoever leads the owner.
 */
export async function answerSurvey(
  tx: Tx,
  orgId: string,
  token: string,
  given: GivenAnswer,
  now: Date,
): Promise<Outcome<{ link: OpenLink }>> {
  const link = await openLink(tx, orgId, token, now, { locks: true })
  if (!link) return refuse('not-found')
  if (link.isAnswered) return refuse('survey-answered', { link })
  const judged = judgeAnswers(link.survey.questions, given.fields)
  if (judged.missing.length > 0) return refuse('mandatory-field-missing', { link, missing: judged.missing })
  const owner = inTheNameOf(link, orgId, now)
  const activity = await recordActivity(tx, owner, asActivity(link, judged, now))
  if (!activity.ok) return activity
  const { nps, satisfaction, answers } = judged
  const { id: invitationId, surveyId, customer } = link
  const { locale, wantsContact } = given
  await insertAnswer(tx, orgId, now, { invitationId, surveyId, locale, nps, satisfaction, answers, wantsContact, activityId: activity.value.id }) // prettier-ignore
  if (wantsContact) await complain(tx, orgId, now, link, judged)
  await raiseTasks(tx, owner, await tasksFor(tx, orgId, now, link, judged, wantsContact))
  await announce(tx, orgId, [
    { topic: 'survey.answered', entityKind: 'survey', entityId: surveyId, ownerId: null },
    { topic: 'customer.answered', entityKind: 'customer', entityId: customer.id, ownerId: customer.ownerId },
  ])
  return accept({ link })
}

/** Nobody is signed in: what follows of an answer is written in the name of the customer's owner. */
const inTheNameOf = ({ organisation, customer }: OpenLink, orgId: string, now: Date): Caller => ({
  orgId,
  memberId: customer.ownerId,
  role: 'rep',
  abilities: new Set(['activities.write', 'customers.read']),
  reach: 'organisation',
  locale: organisation.locale,
  timeZone: organisation.timeZone,
  currency: organisation.currency,
  now,
  via: 'job',
})

function asActivity({ survey, organisation, customer, contact }: OpenLink, { nps, satisfaction, answers }: Judged, now: Date) {
  const { locale } = organisation
  const told = [
    ...(nps === null ? [] : [say(locale, words, 'activity.nps', { nps, group: say(locale, words, `group.${groupOf(nps)}`) })]),
    ...(satisfaction === null ? [] : [say(locale, words, 'activity.satisfaction', { value: Math.round(satisfaction) })]),
    ...survey.questions.flatMap(({ key, kind }) => (kind === 'text' && key in answers ? [String(answers[key])] : [])),
  ]
  const content = told.join('\n').slice(0, 4000) || say(locale, words, 'activity.answered')
  return {
    kind: 'other' as const,
    happenedAt: now,
    customerId: customer.id,
    contactIds: [contact.id],
    purpose: say(locale, words, 'activity.purpose', { survey: survey.name }),
    content,
    // the person reacted: a contact both ways
    feedback: say(locale, words, 'activity.answered'),
    result: say(locale, words, 'activity.answered'),
  }
}

async function complain(tx: Tx, orgId: string, now: Date, link: OpenLink, { nps, answers }: Judged): Promise<void> {
  const texts = link.survey.questions.flatMap(({ key, kind }) =>
    kind === 'text' && key in answers ? [String(answers[key])] : [],
  )
  await insertComplaint(tx, orgId, now, {
    id: newId(),
    customerId: link.customer.id,
    contactId: link.contact.id,
    invitationId: link.id,
    isSevere: nps !== null && nps <= severeUpTo,
    text: texts.join('\n').slice(0, 2000) || say(link.organisation.locale, words, 'complaint.from-survey'),
    openedBy: null,
  })
}

async function tasksFor(
  tx: Tx,
  orgId: string,
  now: Date,
  { id, organisation, customer, contact }: OpenLink,
  { nps }: Judged,
  wantsContact: boolean,
): Promise<RaisedTask[]> {
  const isDetractor = nps !== null && groupOf(nps) === 'detractor'
  if (!isDetractor && !wantsContact) return []
  const today = dayOf(now, organisation.timeZone)
  const dueOn = addWorkingDays(today, 0, await readWorkCalendar(tx, orgId, today))
  const named = (key: 'task.detractor' | 'task.wants-contact' | 'task.supervisor' | 'task.result') => {
    const facts = { customer: customer.name, contact: contact.name, nps }
    return Object.fromEntries(locales.map((locale) => [locale, say(locale, words, key, facts).slice(0, 200)])) as Record<Locale, string> // prettier-ignore
  }
  // in the pool, or of a director, owner and supervisor are one person: one answer is one task
  const of = {
    customerId: customer.id,
    ownerId: customer.ownerId,
    expectedResult: named('task.result'),
    dueOn,
    occasion: `survey:${id}`,
  }
  const owner = { ...of, key: `survey:${id}:owner`, role: 'owner' as const, title: named(isDetractor ? 'task.detractor' : 'task.wants-contact') } // prettier-ignore
  const supervisor = { ...of, key: `survey:${id}:supervisor`, role: 'supervisor' as const, title: named('task.supervisor') }
  return isDetractor ? [owner, supervisor] : [owner]
}
