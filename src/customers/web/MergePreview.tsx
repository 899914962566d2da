import type { ReactNode } from 'react'
import { shownPhone } from '../../contacts/phone-display.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { mergeFields, type MergeField } from '../merge.ts'
import type { previewMerge } from '../merge-contract.ts'
import { words as customerWords } from '../words.ts'
import { useCustomerOptions } from './customer-options.ts'
import classes from './Merge.module.css'
import { words as pageWords } from './words.ts'
import { words } from './words/merge.ts'

type Preview = ReplyOf<typeof previewMerge>

const labels = {
  name: 'name',
  industry: 'industry',
  mainBusiness: 'mainBusiness',
  headcountBand: 'headcountBand',
  headcount: 'headcount',
  itShare: 'itShare',
  revenueMinor: 'revenue',
  revenueTrend: 'revenueTrend',
  goals: 'goals',
  standing: 'standing',
  region: 'region',
  address: 'address',
  website: 'website',
  phone: 'phone',
  socialCreditCode: 'code',
  sourceId: 'source',
  level: 'level',
  externalId: 'externalId',
  note: 'note',
} as const satisfies Record<MergeField, keyof (typeof pageWords)['zh-CN']>

interface MergePreviewProps {
  preview: Preview
  taken: readonly MergeField[]
  onTake: (fields: readonly MergeField[]) => void
}

/** Fact by fact whose is kept, and how much moves. */
export function MergePreview({ preview, taken, onTake }: MergePreviewProps): ReactNode {
  const t = useWords(words)
  const p = useWords(pageWords)
  const c = useWords(customerWords)
  const format = useFormat()
  const { sources } = useCustomerOptions()
  const { kept, other, fields, moves, samePeople } = preview
  const shown = (field: MergeField, value: string | number | null): string => {
    if (value === null || value === '') return t('blank')
    if (field === 'revenueMinor') return format.money(Number(value), 'exact')
    if (field === 'phone') return shownPhone(String(value))
    if (field === 'itShare') return format.share(Number(value))
    if (field === 'level') return c(`level.${value as 'target'}`)
    if (field === 'revenueTrend') return c(`trend.${value as 'steady'}`)
    if (field === 'sourceId') return sources.find((source) => source.value === value)?.label ?? String(value)
    return String(value)
  }
  const choose = (field: MergeField, isTaken: boolean): void =>
    onTake(mergeFields.filter((one) => (one === field ? isTaken : taken.includes(one))))
  const codes = fields.find(({ field }) => field === 'socialCreditCode')
  return (
    <>
      {codes?.kept && codes.other && (
        <p className={classes['warning']} role="status">
          {t('codesDiffer')}
        </p>
      )}
      {fields.length === 0 ? (
        <p>{t('allAlike')}</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('keepOf', { name: kept.name })}</th>
              <th scope="col">{t('takeOf', { name: other.name })}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((row) => {
              const isTaken = taken.includes(row.field)
              const side = (own: boolean) => (
                <label data-chosen={isTaken !== own || undefined}>
                  <input
                    type="radio"
                    name={`take-${row.field}`}
                    checked={isTaken !== own}
                    disabled={!own && (row.other === null || row.other === '')}
                    onChange={() => choose(row.field, !own)}
                  />
                  <span>{shown(row.field, own ? row.kept : row.other)}</span>
                </label>
              )
              return (
                <tr key={row.field}>
                  <th scope="row">{p(labels[row.field])}</th>
                  <td>{side(true)}</td>
                  <td>{side(false)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <div className={classes['moves']}>
        <span>{t('moves')}</span>
        {(Object.keys(moves) as (keyof Preview['moves'])[]).map((kind) => (
          <span key={kind}>
            {t(`moved.${kind}`)} <strong>{format.count(moves[kind])}</strong>
          </span>
        ))}
      </div>
      {kept.owner.id !== other.owner.id && (
        <p className={classes['note']}>
          {t('ownersDiffer', { name: other.name, owner: other.owner.name, kept: kept.owner.name })}
        </p>
      )}
      {samePeople > 0 && <p className={classes['note']}>{t('samePeople', { count: samePeople })}</p>}
    </>
  )
}
