import type { ReactNode } from 'react'
import { CheckField, LongTextField } from '../../ui/fields/Fields.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { letGo } from '../contract.ts'
import { parts, type Part } from '../portfolio.ts'
import type { Given } from '../../ui/api.ts'
import { searchTakers, type Portfolio } from './use-portfolio.ts'
import { words } from './words.ts'

export interface Giving {
  to: Choice | null
  chosen: readonly Part[]
  reason: string
}
export const blankGiving: Giving = { to: null, chosen: parts, reason: '' }

type Asked = NonNullable<Given<typeof letGo>['body']['handOver']>

/** What the server is asked; null while nobody takes over or nothing is chosen. */
export function askedOf({ to, chosen, reason }: Giving, { held }: Portfolio): Asked | null {
  const given = held.filter((part) => chosen.includes(part))
  const why = reason.trim()
  return to && given.length > 0 ? { toMemberId: to.value, parts: given, ...(why && { reason: why }) } : null
}

interface GivingFieldsProps {
  memberId: string
  portfolio: Portfolio
  value: Giving
  onChange: (value: Giving) => void
}

/** Who takes over, which kinds of things, and why. */
export function GivingFields({ memberId, portfolio: { told }, value, onChange }: GivingFieldsProps): ReactNode {
  const t = useWords(words)
  const { to, chosen, reason } = value
  return (
    <>
      <SearchSelect
        name="member"
        label={t('to')}
        required
        search={searchTakers(memberId)}
        value={to}
        onChange={(next) => onChange({ ...value, to: next })}
      />
      <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 6 }}>
        <legend style={{ padding: 0, marginBlockEnd: 6, fontSize: 13 }}>{t('what')}</legend>
        {parts.map((part) => (
          <CheckField
            key={part}
            label={told[part].label}
            disabled={told[part].isEmpty}
            checked={chosen.includes(part) && !told[part].isEmpty}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ ...value, chosen: checked ? [...chosen, part] : chosen.filter((one) => one !== part) })
            }
          />
        ))}
      </fieldset>
      <LongTextField
        label={t('reason')}
        value={reason}
        onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
      />
    </>
  )
}
