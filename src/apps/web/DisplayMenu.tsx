import type { ReactNode } from 'react'
import { useAccountPreferences } from '../../people/web/use-account-preferences.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { localeOptions } from '../../ui/locale-names.ts'
import { usePreferences } from '../../ui/preferences.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Shell.module.css'
import { words } from './words.ts'

/** Language, theme, row height and colours of change, one click away on every page. */
export function DisplayMenu(): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const { locale, theme, density, directionColours } = usePreferences()
  const keep = useAccountPreferences()
  const redIsUp = directionColours === 'auto' ? locale !== 'en' : directionColours === 'red-up'
  return (
    <div className={classes['display']}>
      <ChoiceField
        label={t('language')}
        size="xs"
        value={locale}
        onChange={(value) => keep({ locale: value })}
        options={localeOptions}
      />
      <ChoiceField
        label={t('theme')}
        size="xs"
        value={theme}
        onChange={(value) => keep({ theme: value })}
        options={[
          { value: 'light', label: t('light') },
          { value: 'dark', label: t('dark') },
          { value: 'auto', label: t('auto') },
        ]}
      />
      {!phone && (
        <ChoiceField
          label={t('density')}
          size="xs"
          value={density}
          onChange={(value) => keep({ density: value })}
          options={[
            { value: 'compact', label: t('compact') },
            { value: 'normal', label: t('normal') },
            { value: 'wide', label: t('wide') },
          ]}
        />
      )}
      <ChoiceField
        label={t('directionColours')}
        size="xs"
        value={redIsUp ? 'red-up' : 'green-up'}
        onChange={(value) => keep({ directionColours: value })}
        options={[
          { value: 'red-up', label: t('redUp') },
          { value: 'green-up', label: t('greenUp') },
        ]}
      />
    </div>
  )
}
