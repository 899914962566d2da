import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { inOrganisation } from '../../platform/database/connect.ts'
import { rollingBack } from '../../platform/http/answer.ts'
import type { Api } from '../../platform/http/api.ts'
import { preferredLocale } from '../../platform/http/problem.ts'
import { locales, type Locale } from '../../platform/words.ts'
import { formPage, noticePage, type AnswerForm, type Notice } from '../answer-page.ts'
import { answerSurvey } from '../commands/answer.ts'
import { openLink, type OpenLink } from '../queries/open-link.ts'
import { organisationOf } from '../store.ts'

type Request = FastifyRequest<{ Params: { token: string } }>

/** Whoever tries links sees as many pages a minute, by address. */
const slowly = { rateLimit: { max: 30, timeWindow: 60_000 } }
const longestForm = 256 * 1024
const statuses: Record<Notice, number> = { thanks: 200, answered: 200, invalid: 404, busy: 429, trouble: 503 }

/** The pages behind the links that customers get: plain forms for people who are not signed in, in the language they choose. */
export function answerRoutes({ http, db, now }: Api): void {
  void http.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: longestForm },
      (_, text, done) => done(null, Object.fromEntries([...new URLSearchParams(text as string)].reverse())),
    )
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const status = error.statusCode ?? 500
      if (status >= 500) request.log.error({ err: error, reqId: request.id }, 'an answer page failed')
      return tell(reply, localeOf(request), status === 429 ? 'busy' : status >= 500 ? 'trouble' : 'invalid')
    })
    const options = { config: slowly, schema: { hide: true } }
    scope.get('/answer/:token', options, async (request: Request, reply) => {
      const { token } = request.params
      const orgId = organisationOf(token)
      const link = orgId && (await inOrganisation(db, orgId, (tx) => openLink(tx, orgId, token, now())))
      if (!link) return tell(reply, localeOf(request), 'invalid')
      const locale = localeOf(request, link)
      return link.isAnswered ? tell(reply, locale, 'answered') : show(reply, locale, link, token, {})
    })
    scope.post('/answer/:token', options, async (request: Request, reply) => {
      const { token } = request.params
      const orgId = organisationOf(token)
      const sent = fieldsOf(request.body)
      if (!orgId) return tell(reply, localeOf(request), 'invalid')
      if (sent['lang']) {
        const link = await inOrganisation(db, orgId, (tx) => openLink(tx, orgId, token, now()))
        if (!link) return tell(reply, localeOf(request), 'invalid')
        const locale = known(sent['lang']) ?? link.locale
        return link.isAnswered ? tell(reply, locale, 'answered') : show(reply, locale, link, token, sent)
      }
      const locale = known(sent['locale']) ?? localeOf(request)
      const given = { locale, fields: answersOf(sent), wantsContact: sent['wantsContact'] === 'yes' }
      const outcome = await rollingBack(db, orgId, (tx) => answerSurvey(tx, orgId, token, given, now()))
      if (outcome.ok) return tell(reply, locale, 'thanks', outcome.value.link)
      const { code, facts } = outcome.refusal
      if (code === 'survey-answered') return tell(reply, locale, 'answered')
      if (code === 'not-found') return tell(reply, locale, 'invalid')
      if (!facts['link']) throw new Error(`an answer was refused: ${code}`)
      return show(reply.code(422), locale, facts['link'] as OpenLink, token, sent, facts['missing'] as string[])
    })
  })
}

type Sent = Readonly<Record<string, string | undefined>>

const fieldsOf = (body: unknown): Sent => (typeof body === 'object' && body !== null ? (body as Sent) : {})
const answersOf = (sent: Sent): Sent =>
  Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (name.startsWith('q.') ? [[name.slice(2), value]] : [])))
const known = (text: string | undefined): Locale | undefined => locales.find((locale) => locale === text)

/** The language asked for; else that of the link; else the browser's. */
const localeOf = (request: FastifyRequest, link?: OpenLink): Locale =>
  known((request.query as { lang?: string }).lang) ?? link?.locale ?? preferredLocale(request.headers['accept-language'])

const html = (reply: FastifyReply, page: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .send(page)

const tell = (reply: FastifyReply, locale: Locale, notice: Notice, link?: OpenLink): FastifyReply =>
  html(reply.code(statuses[notice]), noticePage(locale, notice, notice === 'thanks' ? link?.survey.thanks : null))

function show(reply: FastifyReply, locale: Locale, link: OpenLink, token: string, sent: Sent, missing: string[] = []) {
  const form: AnswerForm = {
    action: `/answer/${token}`,
    organisation: link.organisation.name,
    contact: link.contact.name,
    title: link.survey.title,
    intro: link.survey.intro,
    questions: link.survey.questions,
    filled: answersOf(sent),
    wantsContact: sent['wantsContact'] === 'yes',
    missing,
  }
  return html(reply, formPage(locale, form))
}
