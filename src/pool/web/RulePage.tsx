import { useState, type ReactNode } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { tiers } from '../../key-accounts/score.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { CheckField, SwitchField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { SettingFoot, SettingForm, SettingPage, useSaving } from '../../ui/SettingPage.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPoolSetting, savePoolSetting } from '../contract.ts'
import classes from './Pool.module.css'
import { Trial } from './Trial.tsx'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readPoolSetting>
export type Rule = Setting['rule']
/** What the server takes at most. */
const most = { contactDays: 3650, progressDays: 3650, warnDays: 90, claimsPerDay: 10_000, claimsPerMonth: 100_000, holdings: 100_000, lockDays: 3650 } // prettier-ignore
type NumberKey = 'contactDays' | 'progressDays' | 'warnDays' | 'claimsPerDay' | 'claimsPerMonth' | 'holdings' | 'lockDays'

/** When customers fall into the pool, who is spared, how many may be claimed; tried before it is switched on. */
export function RulePage(): ReactNode {
  const t = useWords(words)
  return (
    <SettingPage title={t('setting')} setting={useRead(readPoolSetting, {})}>
      {(setting) => <Editor key={setting.version} setting={setting} />}
    </SettingPage>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const [rule, setRule] = useState(setting.rule)
  const closed = setting.permissions.edit?.sentence
  const edit = (change: Partial<Rule>): void => setRule((before) => ({ ...before, ...change }))
  const told = { saved: t('saved'), conflict: t('conflict') }
  const save = useSaving(savePoolSetting, setting.version, { touches: ['customers'], ...told })
  const number = (key: NumberKey, hint: 'contactDaysHint' | 'progressDaysHint' | 'anyNumber' | 'lockDaysHint' | null, least = 1): ReactNode => (
    <NumberField
      label={t(key)}
      {...(hint ? { description: t(hint) } : {})}
      min={least}
      max={most[key]}
      allowDecimal={false}
      disabled={closed !== undefined}
      value={rule[key]}
      onChange={(value) => edit({ [key]: value ?? (key === 'warnDays' || key === 'lockDays' ? 0 : null) })}
    />
  ) // prettier-ignore
  return (
    <SettingForm hint={t('ruleHint')} closed={closed} onSend={() => save.send(rule)}>
      <Panel title={t('when')}>
        <div className={classes['stack']}>
          <SwitchField
            label={t('isOn')}
            description={t('isOnHint')}
            checked={rule.isOn}
            onChange={({ currentTarget: { checked } }) => edit({ isOn: checked })}
          />
          <div className={classes['fields']}>
            {number('contactDays', 'contactDaysHint')}
            {number('progressDays', 'progressDaysHint')}
            {number('warnDays', null, 0)}
          </div>
        </div>
      </Panel>
      <Panel title={t('spared')}>
        <div className={classes['stack']}>
          <p className={classes['hint']}>{t('sparedHint')}</p>
          <Ticks
            label={t('protectedLevels')}
            all={levels}
            chosen={rule.protectedLevels}
            say={(one) => c(`level.${one}`)}
            onChange={(protectedLevels) => edit({ protectedLevels })}
          />
          <Ticks
            label={t('protectedGrades')}
            all={[1, 2, 3, 4, 5]}
            chosen={rule.protectedGrades}
            say={(grade) => t('gradeIs', { grade })}
            onChange={(protectedGrades) => edit({ protectedGrades })}
          />
          <Ticks
            label={t('protectedTiers')}
            all={tiers}
            chosen={rule.protectedTiers}
            say={(tier) => tier}
            onChange={(protectedTiers) => edit({ protectedTiers })}
          />
        </div>
      </Panel>
      <Panel title={t('limits')}>
        <div className={classes['stack']}>
          <div className={classes['fields']}>
            {number('claimsPerDay', 'anyNumber')}
            {number('claimsPerMonth', 'anyNumber')}
            {number('holdings', 'anyNumber')}
            {number('lockDays', 'lockDaysHint', 0)}
          </div>
          <CheckField
            label={t('showsPhones')}
            checked={rule.showsPhones}
            onChange={({ currentTarget: { checked } }) => edit({ showsPhones: checked })}
          />
          <SettingFoot saving={save} />
        </div>
      </Panel>
      {closed === undefined && <Trial rule={rule} isSaved={rule === setting.rule} />}
    </SettingForm>
  )
}

interface TicksProps<T> {
  label: string
  all: readonly T[]
  chosen: readonly T[]
  say: (one: T) => string
  onChange: (chosen: T[]) => void
}

function Ticks<T extends string | number>({ label, all, chosen, say, onChange }: TicksProps<T>): ReactNode {
  return (
    <fieldset className={classes['ticks']}>
      <legend>{label}</legend>
      {all.map((one) => (
        <CheckField
          key={one}
          label={say(one)}
          checked={chosen.includes(one)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...chosen, one] : chosen.filter((other) => other !== one))
          }
        />
      ))}
    </fieldset>
  )
}
