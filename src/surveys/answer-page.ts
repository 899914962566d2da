import { locales, say, type Locale } from '../platform/words.ts'
import { style } from './answer-style.ts'
import { longestText } from './answering.ts'
import { inLanguage, likelihoods, scale, type Question, type Told } from './survey.ts'
import { words } from './words/answer.ts'

/** What a guest is asked, and what is filled in already. */
export interface AnswerForm {
  action: string
  organisation: string
  contact: string
  title: Told
  intro: Told | null
  questions: readonly Question[]
  /** Field by key of the question, as it was sent. */
  filled: Readonly<Record<string, string | undefined>>
  wantsContact: boolean
  /** Keys of required questions that were left out by what was sent. */
  missing: readonly string[]
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)
const names: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

const document = (locale: Locale, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="robots" content="noindex">` +
  `<meta name="color-scheme" content="light dark"><link rel="icon" href="/icon.svg" type="image/svg+xml">` +
  `<title>${safe(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`

export type Notice = 'thanks' | 'answered' | 'invalid' | 'busy' | 'trouble'

/** A page that only says something. `own` is the survey's own word of thanks. */
export function noticePage(locale: Locale, notice: Notice, own: Told | null = null): string {
  const title = say(locale, words, `${notice}Title`)
  const text = inLanguage(own, locale) || say(locale, words, notice)
  return document(locale, title, `<section class="notice"><h1>${safe(title)}</h1><p>${safe(text)}</p></section>`)
}

/** The form: no program runs in the browser; it is whole without one, one question fills a phone's screen. */
export function formPage(locale: Locale, form: AnswerForm): string {
  const t = (key: Parameters<typeof say<keyof (typeof words)['en']>>[2], facts = {}): string =>
    safe(say(locale, words, key, facts))
  const title = inLanguage(form.title, locale) || form.organisation
  const { questions } = form
  const body = [
    `<form method="post" action="${safe(form.action)}" accept-charset="utf-8">`,
    // the button that the enter key presses is the first of a form: this one, not a language
    `<button class="apart" tabindex="-1" aria-hidden="true"></button><input type="hidden" name="locale" value="${locale}">`,
    `<header><p class="house">${safe(form.organisation)}</p><div class="languages" role="group" aria-label="${t('language')}">`,
    ...locales.map(
      (one) =>
        `<button name="lang" value="${one}" lang="${one}" formnovalidate aria-pressed="${one === locale}">${names[one]}</button>`,
    ),
    `</div></header><section class="opening"><h1>${safe(title)}</h1>`,
    paragraph(inLanguage(form.intro, locale)),
    `<p class="quiet">${t('forWhom', { contact: form.contact })}</p>`,
    missingPart(form, locale),
    `<a class="next" href="#q-1">${t('next')}</a></section>`,
    ...questions.map((question, index) => questionPart(question, index, form, locale)),
    `<section id="q-${questions.length + 1}"><label class="option"><input type="checkbox" name="wantsContact" value="yes"${form.wantsContact ? ' checked' : ''}><span>${t('wantsContact')}</span></label>`,
    `<button class="send">${t('submit')}</button><p class="quiet">${t('once')}</p></section></form>`,
  ]
  return document(locale, title, body.join(''))
}

const paragraph = (text: string): string => (text === '' ? '' : `<p>${safe(text)}</p>`)

function missingPart({ missing, questions }: AnswerForm, locale: Locale): string {
  if (missing.length === 0) return ''
  const links = questions.flatMap(({ key, text }, index) =>
    missing.includes(key) ? [`<li><a href="#q-${index + 1}">${safe(inLanguage(text, locale))}</a></li>`] : [],
  )
  const title = safe(say(locale, words, 'missing', { count: missing.length }))
  return `<div class="missing" role="alert" tabindex="-1" autofocus><p>${title}</p><ul>${links.join('')}</ul></div>`
}

function questionPart(question: Question, index: number, form: AnswerForm, locale: Locale): string {
  const { key, kind, text, isRequired } = question
  const number = index + 1
  const all = form.questions.length
  const step = safe(say(locale, words, 'step', { number, all }))
  const must = safe(say(locale, words, isRequired ? 'required' : 'optional'))
  const value = form.filled[key] ?? ''
  const asked = safe(inLanguage(text, locale))
  const isMissing = form.missing.includes(key)
  const next = `<a class="next" href="#q-${number + 1}">${safe(say(locale, words, number === all ? 'last' : 'next'))}</a>`
  const heading = `<span class="step">${step} · ${must}</span> <span class="asked">${asked}</span>`
  const inner =
    kind === 'text'
      ? `<label for="f-${number}">${heading}</label><textarea id="f-${number}" name="q.${safe(key)}" rows="5" maxlength="${longestText}" aria-describedby="h-${number}"${isRequired ? ' required' : ''}>${safe(value)}</textarea><p class="quiet" id="h-${number}">${safe(say(locale, words, 'textHint', { most: longestText }))}</p>`
      : `<fieldset class="${kind}"><legend>${heading}</legend>${options(question, value, locale)}</fieldset>`
  return `<section id="q-${number}"${isMissing ? ' class="left-out"' : ''}>${inner}${next}</section>`
}

function options({ key, kind, options: own, isRequired }: Question, value: string, locale: Locale): string {
  const choices =
    kind === 'nps'
      ? likelihoods.map((one) => ({ key: String(one), label: String(one) }))
      : kind === 'scale'
        ? scale.map((one) => ({ key: String(one), label: say(locale, words, `scale.${one}`) })).reverse()
        : own.map((one) => ({ key: one.key, label: inLanguage(one.text, locale) }))
  const ends =
    kind === 'nps'
      ? `<p class="ends quiet"><span>${safe(say(locale, words, 'nps.least'))}</span><span>${safe(say(locale, words, 'nps.most'))}</span></p>`
      : ''
  const radios = choices.map(
    (one) =>
      `<label class="option"><input type="radio" name="q.${safe(key)}" value="${safe(one.key)}"${one.key === value ? ' checked' : ''}${isRequired ? ' required' : ''}><span>${safe(one.label)}</span></label>`,
  )
  return `<div class="options">${radios.join('')}</div>${ends}`
}
