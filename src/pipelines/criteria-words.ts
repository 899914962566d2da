import { kindWords } from '../activities/kind-words.ts'
import { roleWords } from '../contacts/role-words.ts'
import { defineWords, say, type Locale, type Words } from '../platform/words.ts'
import { isGroup, type Criterion, type Gap, type GroupCriterion, type LeafCriterion } from './criteria.ts'
import type { PipelineFull } from './definition.ts'
import { documentWords } from './document-words.ts'
import { gateField } from './gate-fields.ts'
import type { Named } from './stage.ts'

export const words = defineWords({
  'zh-CN': {
    'field.set': '填写{{field}}',
    'field.equals': '{{field}}为{{value}}',
    'field.one-of': '{{field}}为其中之一：{{value}}',
    'field.at-least': '{{field}}不低于 {{value}}',
    'field.at-most': '{{field}}不超过 {{value}}',
    contacts: '{{count}} 位{{attitude}}{{roles}}{{reachable}}',
    'contacts.any': '联系人',
    'contacts.reachable': '（有电话或邮箱）',
    'attitude.supporter': '支持我们的',
    'attitude.neutral': '态度中立的',
    'attitude.opponent': '反对我们的',
    activities: '{{since}} {{count}} 次{{types}}{{details}}',
    'since.start': '记录',
    'since.stage-entry': '进入本阶段后记录',
    'activities.any': '客户联络',
    'activities.other': '其他联络',
    'detail.purpose': '写明目的',
    'detail.feedback': '写明客户反馈',
    'detail.characters': '记录不少于 {{count}} 字',
    'detail.minutes': '不短于 {{count}} 分钟',
    'detail.roles': '有{{roles}}参加',
    details: '（{{details}}）',
    'element.partial': '弄清要素「{{name}}」',
    'element.confirmed': '确认要素「{{name}}」（有证据）',
    task: '完成阶段任务「{{name}}」',
    document: '附上{{name}}',
    'document.several': '附上 {{count}} 份{{name}}',
    'approval.stage': '上级批准进入该阶段',
    'approval.discount': '上级批准折扣',
    'approval.contract': '上级批准合同',
    any: '任选其一：{{options}}',
    all: '{{options}}',
    inner: '（{{options}}）',
    and: '，且',
    or: '；或',
    'or.names': '或',
    have: '{{label}}（现有 {{have}}）',
  },
  'zh-TW': {
    'field.set': '填寫{{field}}',
    'field.equals': '{{field}}為{{value}}',
    'field.one-of': '{{field}}為其中之一：{{value}}',
    'field.at-least': '{{field}}不低於 {{value}}',
    'field.at-most': '{{field}}不超過 {{value}}',
    contacts: '{{count}} 位{{attitude}}{{roles}}{{reachable}}',
    'contacts.any': '聯絡人',
    'contacts.reachable': '（有電話或電子郵件）',
    'attitude.supporter': '支持我們的',
    'attitude.neutral': '態度中立的',
    'attitude.opponent': '反對我們的',
    activities: '{{since}} {{count}} 次{{types}}{{details}}',
    'since.start': '記錄',
    'since.stage-entry': '進入本階段後記錄',
    'activities.any': '客戶聯繫',
    'activities.other': '其他聯繫',
    'detail.purpose': '寫明目的',
    'detail.feedback': '寫明客戶回饋',
    'detail.characters': '記錄不少於 {{count}} 字',
    'detail.minutes': '不短於 {{count}} 分鐘',
    'detail.roles': '有{{roles}}參加',
    details: '（{{details}}）',
    'element.partial': '弄清要素「{{name}}」',
    'element.confirmed': '確認要素「{{name}}」（有證據）',
    task: '完成階段任務「{{name}}」',
    document: '附上{{name}}',
    'document.several': '附上 {{count}} 份{{name}}',
    'approval.stage': '上級核准進入該階段',
    'approval.discount': '上級核准折扣',
    'approval.contract': '上級核准合約',
    any: '任選其一：{{options}}',
    all: '{{options}}',
    inner: '（{{options}}）',
    and: '，且',
    or: '；或',
    'or.names': '或',
    have: '{{label}}（現有 {{have}}）',
  },
  en: {
    'field.set': 'Fill in: {{field}}',
    'field.equals': '{{field}} is {{value}}',
    'field.one-of': '{{field}} is one of {{value}}',
    'field.at-least': '{{field}} is at least {{value}}',
    'field.at-most': '{{field}} is at most {{value}}',
    contacts: '{{count}} × {{attitude}}{{roles}}{{reachable}}',
    'contacts.any': 'contact on record',
    'contacts.reachable': ' with a telephone number or e-mail',
    'attitude.supporter': 'supporting ',
    'attitude.neutral': 'neutral ',
    'attitude.opponent': 'opposing ',
    activities: '{{since}} {{count}} × {{types}}{{details}}',
    'since.start': 'Log',
    'since.stage-entry': 'Log in this stage',
    'activities.any': 'contact with the customer',
    'activities.other': 'other contact',
    'detail.purpose': 'with its purpose',
    'detail.feedback': 'with the customer’s feedback',
    'detail.characters': 'at least {{count}} characters',
    'detail.minutes': 'at least {{count}} minutes',
    'detail.roles': 'with a {{roles}}',
    details: ' ({{details}})',
    'element.partial': 'Find out: {{name}}',
    'element.confirmed': 'Confirm with evidence: {{name}}',
    task: 'Finish the task “{{name}}”',
    document: 'Attach: {{name}}',
    'document.several': 'Attach {{count}} × {{name}}',
    'approval.stage': 'Approval to enter this stage',
    'approval.discount': 'Approval of the discount',
    'approval.contract': 'Approval of the contract',
    any: 'One of: {{options}}',
    all: '{{options}}',
    inner: '({{options}})',
    and: ', and ',
    or: '; or ',
    'or.names': ' or ',
    have: '{{label}} (have {{have}})',
  },
})

type Say = (key: keyof (typeof words)['zh-CN'], facts?: Record<string, unknown>) => string

/** Names that a criterion's key stands for. */
export interface CriterionNames {
  locale: Locale
  element: (key: string) => string
  task: (key: string) => string
  /** Readable form of a field's value; the value itself where none is given. */
  value?: (field: string, value: string | number) => string
}

/** The names of a pipeline's elements and tasks in a language; a key that is gone stands for itself. */
export function namesOf(definition: Pick<PipelineFull, 'elements' | 'stages'>, locale: Locale): CriterionNames {
  const pick = (list: readonly { key: string; name: Named }[]) => {
    const names = new Map(list.map(({ key, name }) => [key, name[locale]]))
    return (key: string) => names.get(key) ?? key
  }
  return { locale, element: pick(definition.elements), task: pick(definition.stages.flatMap(({ tasks }) => tasks)) }
}

/** What a criterion asks, as a sentence that says what to do. */
export function labelOf(criterion: Criterion, names: CriterionNames): string {
  const { locale } = names
  const t: Say = (key, facts = {}) => say(locale, words, key, facts)
  if (isGroup(criterion)) {
    const [only, ...more] = criterion.of
    if (only && more.length === 0) return labelOf(only, names)
    return t(criterion.kind, { options: optionsOf(criterion, names, t) })
  }
  return leafLabel(criterion, names, t)
}

/** The parts of a group; a group among them stands in brackets where it says the other of "and" and "or". */
function optionsOf(group: GroupCriterion, names: CriterionNames, t: Say): string {
  const parts = group.of.map((part) => {
    if (!isGroup(part) || part.of.length === 1) return labelOf(part, names)
    const options = optionsOf(part, names, t)
    return part.kind === group.kind ? options : t('inner', { options })
  })
  return parts.join(t(group.kind === 'all' ? 'and' : 'or'))
}

function leafLabel(criterion: LeafCriterion, names: CriterionNames, t: Say): string {
  const named = (words: Words, key: string) => inSentence(names.locale, say(names.locale, words, key))
  const either = (list: readonly string[]): string =>
    [list.slice(0, -1).join(names.locale === 'en' ? ', ' : '、'), ...list.slice(-1)].filter(Boolean).join(t('or.names'))
  const roles = (list: readonly string[]) => either(list.map((role) => named(roleWords, `role.${role}`)))
  const kind = (type: string) => (type === 'other' ? t('activities.other') : named(kindWords, `kind.${type}`))
  switch (criterion.kind) {
    case 'field': {
      const field = gateField(criterion.key)?.name[names.locale] ?? criterion.key
      const given = Array.isArray(criterion.value) ? criterion.value : criterion.value === undefined ? [] : [criterion.value]
      const value = given.map(
        (one: string | number) => names.value?.(criterion.key, one) ?? plain(criterion.key, one, names.locale),
      )
      return t(`field.${criterion.test}`, { field, value })
    }
    case 'contacts':
      return t('contacts', {
        count: criterion.atLeast,
        attitude: criterion.attitude ? t(`attitude.${criterion.attitude}`) : '',
        roles: criterion.roles?.length ? roles(criterion.roles) : t('contacts.any'),
        reachable: criterion.reachable ? t('contacts.reachable') : '',
      })
    case 'activities': {
      const details = [
        ...(criterion.withPurpose ? [t('detail.purpose')] : []),
        ...(criterion.withFeedback ? [t('detail.feedback')] : []),
        ...(criterion.minCharacters ? [t('detail.characters', { count: criterion.minCharacters })] : []),
        ...(criterion.minMinutes ? [t('detail.minutes', { count: criterion.minMinutes })] : []),
        ...(criterion.roles?.length ? [t('detail.roles', { roles: roles(criterion.roles) })] : []),
      ]
      return t('activities', {
        since: t(`since.${criterion.since}`),
        count: criterion.atLeast,
        types: criterion.types?.length ? either(criterion.types.map(kind)) : t('activities.any'),
        details: details.length > 0 ? t('details', { details }) : '',
      })
    }
    case 'element':
      return t(`element.${criterion.atLeast}`, { name: names.element(criterion.key) })
    case 'task':
      return t('task', { name: names.task(criterion.key) })
    case 'document':
      return t(criterion.atLeast === 1 ? 'document' : 'document.several', {
        name: named(documentWords, `category.${criterion.category}`),
        count: criterion.atLeast,
      })
    case 'approval':
      return t(`approval.${criterion.of}`)
  }
}

/** A name as it stands within a sentence: in English it begins small. */
const inSentence = (locale: Locale, name: string): string =>
  locale === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name

/** Money, shares and choices as people read them. */
function plain(key: string, value: string | number, locale: Locale): string {
  const field = gateField(key)
  if (field?.kind === 'money') return (Number(value) / 100).toLocaleString(locale)
  if (field?.kind === 'share') return `${Math.round(Number(value) * 1000) / 10} %`
  return field?.choices?.find((choice) => choice.key === String(value))?.name[locale] ?? String(value)
}

/** What is missing, and how much of it is there where several are asked. */
export function gapLabel(gap: Gap, names: CriterionNames): string {
  const label = labelOf(gap.criterion, names)
  return gap.need > 1 ? say(names.locale, words, 'have', { label, have: gap.have }) : label
}
