import { useCallback, useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { listAudit } from '../contract.ts'
import { valueWord } from '../value-word.ts'
import { words } from '../words.ts'
import classes from './Audit.module.css'

export type Entry = ReplyOf<typeof listAudit>['items'][number]
type Change = Entry['changes'][number]

/** How a value of a field reads: money, days and moments as everywhere, known codes in words. */
export function useShown(): (change: Change, value: unknown) => string {
  const t = useWords(words)
  const format = useFormat()
  return useMemo(() => {
    const shown = (form: Change['form'], value: unknown): string => {
      if (value === null || value === undefined || value === '') return t('nothing')
      if (Array.isArray(value)) return value.map((one) => shown('text', one)).join('、') || t('nothing')
      if (typeof value === 'boolean') return value ? t('yes') : t('no')
      if (typeof value === 'number')
        return form === 'money' ? format.money(value) : form === 'share' ? format.share(value) : format.count(value)
      const text = String(value)
      if (form === 'moment') return format.moment(text)
      if (form === 'day') return format.day(text)
      // a value that has parts is one line of them
      return text
        .split(' · ')
        .map((part) => valueWord(format.locale, part))
        .join(' · ')
    }
    return (change, value) => shown(change.form, value)
  }, [t, format])
}

/** Each field that changed: its name, what it was, what it is. A new record has only the latter. */
export function Changes({ entry, limit }: { entry: Entry; limit?: number }): ReactNode {
  const t = useWords(words)
  const shown = useShown()
  const isNew = entry.changes.every(({ before }) => before === null)
  const some = limit === undefined ? entry.changes : entry.changes.slice(0, limit)
  return (
    <div className={classes['changes']}>
      {some.map((change) => (
        <div key={change.field} className={classes['change']}>
          <span className={classes['label']}>{change.label}</span>
          {!isNew && (
            <>
              <del className={classes['was']}>{shown(change, change.before)}</del>
              <span className={classes['arrow']} aria-hidden="true">
                →
              </span>
            </>
          )}
          <span>{shown(change, change.after)}</span>
        </div>
      ))}
      {entry.changes.length > some.length && (
        <span className={classes['quiet']}>{t('moreFields', { count: entry.changes.length - some.length })}</span>
      )}
    </div>
  )
}

/** A code of the trail in words, or the code itself where no word is known. */
export function useCodeWords(): (group: 'kind' | 'action' | 'via', code: string) => string {
  const t = useWords(words)
  return useCallback(
    (group: 'kind' | 'action' | 'via', code: string) => {
      const key = `${group}.${code}`
      return key in words['zh-CN'] ? t(key as keyof (typeof words)['zh-CN']) : code
    },
    [t],
  )
}
