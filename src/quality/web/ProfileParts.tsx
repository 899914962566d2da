import type { ReactNode } from 'react'
import { profileFields } from '../../customers/level.ts'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Profile } from './profile-view.ts'
import classes from './Quality.module.css'
import { words } from './words.ts'

interface PartProps {
  profile: Profile
  onChange: (next: Partial<Profile>) => void
}

/** Fields without which a customer is not identified. */
export function Mandatory({ profile, onChange }: PartProps): ReactNode {
  const t = useWords(words)
  return (
    <Panel title={t('mandatory')}>
      <div className={classes['fields']}>
        {profileFields.map((field) => (
          <label key={field} className={classes['tick']}>
            <input
              type="checkbox"
              checked={profile.mandatory.includes(field)}
              onChange={(event) =>
                onChange({
                  mandatory: event.currentTarget.checked
                    ? [...profile.mandatory, field]
                    : profile.mandatory.filter((each) => each !== field),
                })
              }
            />
            {t(`field.${field}`)}
          </label>
        ))}
      </div>
      <p className={classes['hint']}>{t('mandatoryHint')}</p>
    </Panel>
  )
}

/** What buying power a premium customer has. */
export function Premium({ profile, onChange }: PartProps): ReactNode {
  const t = useWords(words)
  const { premium } = profile
  return (
    <Panel title={t('premium')}>
      <div className={classes['pair']}>
        <MoneyField
          label={t('premiumRevenue')}
          value={premium.revenueMinor}
          onChange={(revenueMinor) => onChange({ premium: { ...premium, revenueMinor } })}
        />
        <MoneyField
          label={t('premiumDeal')}
          value={premium.dealMinor}
          onChange={(dealMinor) => onChange({ premium: { ...premium, dealMinor } })}
        />
      </div>
      <p className={classes['hint']}>{t('premiumHint')}</p>
    </Panel>
  )
}
