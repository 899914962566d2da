import type { z } from 'zod'
import type { FieldError } from '../api.ts'
import type { Say } from '../use-words.ts'
import type { words } from '../words.ts'

type Key = keyof (typeof words)['zh-CN']

/** zod's complaint about one field as a sentence in the reader's language. */
export const sentenceForIssue = (issue: z.core.$ZodIssue, t: Say<Key>): string => {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined || issue.input === null) return t('required')
    return issue.expected === 'number' || issue.expected === 'int' ? t('notNumber') : t('required')
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string' || issue.origin === 'array')
      return Number(issue.minimum) <= 1 ? t('required') : t('tooShort', { minimum: issue.minimum })
    return t('tooSmall', { minimum: issue.minimum })
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string' ? t('tooLong', { maximum: issue.maximum }) : t('tooBig', { maximum: issue.maximum })
  }
  if (issue.code === 'invalid_format') {
    if (issue.format === 'email') return t('notEmail')
    if (issue.format === 'date') return t('notDate')
  }
  if (issue.code === 'invalid_value') return t('required')
  return t('notValid')
}

/** What the server found wrong in one field: it says so in English, with the bound in the message. */
export const sentenceForReply = ({ code, message }: FieldError, t: Say<Key>): string => {
  const bound = Number(/[<>]=?\s*(-?[\d.]+)/.exec(message)?.[1] ?? NaN)
  const isText = /string|array/.test(message)
  if (code === 'too_small' && !Number.isNaN(bound))
    return !isText ? t('tooSmall', { minimum: bound }) : bound <= 1 ? t('required') : t('tooShort', { minimum: bound })
  if (code === 'too_big' && !Number.isNaN(bound))
    return isText ? t('tooLong', { maximum: bound }) : t('tooBig', { maximum: bound })
  if (code === 'invalid_type' || code === 'invalid_value') return t('required')
  if (code === 'invalid_format' && /email/i.test(message)) return t('notEmail')
  if (code === 'invalid_format' && /date/i.test(message)) return t('notDate')
  return t('notValid')
}
