import { locales, type Locale } from '../../../platform/words.ts'
import type { ReactNode } from 'react'
import { LongTextField, TextField } from '../../../ui/fields/Fields.tsx'
import { localeNames } from '../../../ui/locale-names.ts'
import { useLocale } from '../../../ui/use-words.ts'
import type { Named } from '../../stage.ts'
import classes from './Designer.module.css'
import { said } from './designing.ts'

interface NamedFieldsProps {
  label: string
  value: Named
  onChange: (value: Named) => void
  maxLength: number
  isLong?: boolean
  isRequired?: boolean
}

/** A text in three languages, the reader's first; the others follow while they say the same. */
export function NamedFields({
  label,
  value,
  onChange,
  maxLength,
  isLong = false,
  isRequired = false,
}: NamedFieldsProps): ReactNode {
  const own = useLocale()
  const order: readonly Locale[] = [own, ...locales.filter((locale) => locale !== own)]
  return (
    <fieldset className={classes['named']}>
      <legend>{label}</legend>
      <div className={classes['languages']}>
        {order.map((locale) => {
          const shared = {
            size: 'xs',
            label: localeNames[locale],
            lang: locale,
            maxLength,
            value: value[locale],
          }
          return isLong ? (
            <LongTextField
              key={locale}
              {...shared}
              minRows={2}
              onChange={(event) => onChange(said(value, locale, event.currentTarget.value))}
            />
          ) : (
            <TextField
              key={locale}
              {...shared}
              required={isRequired}
              error={isRequired && value[locale].trim() === ''}
              onChange={(event) => onChange(said(value, locale, event.currentTarget.value))}
            />
          )
        })}
      </div>
    </fieldset>
  )
}
