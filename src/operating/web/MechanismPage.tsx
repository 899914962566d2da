import { Checkbox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { tiers, type Tier } from '../../key-accounts/score.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { SwitchField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { SettingFoot, SettingForm, SettingPage, useSaving } from '../../ui/SettingPage.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readOperatingSetting, saveOperatingSetting } from '../contract.ts'
import classes from './Operating.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readOperatingSetting>
type Rules = Setting['tiers']
type Rule = Rules[Tier]

/** What each tier of key accounts is owed; `roles` is where the roles of account teams are named. */
export function MechanismPage({ roles }: { roles: ReactNode }): ReactNode {
  const t = useWords(words)
  const setting = useRead(readOperatingSetting, {}, { follows: ['account-roles'] })
  return (
    <SettingPage title={t('title')} setting={setting} below={roles}>
      {(one) => <Editor key={`${one.version} ${one.roles.length}`} setting={one} />}
    </SettingPage>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [rules, setRules] = useState(setting.tiers)
  const [isOn, setOn] = useState(setting.isOn)
  const closed = setting.permissions.edit?.sentence
  const told = { saved: t('saved'), conflict: t('conflict') }
  const touches = ['customers', 'key-accounts', 'tasks', 'operating']
  const save = useSaving(saveOperatingSetting, setting.version, { touches, ...told })
  const edit = (tier: Tier, change: Partial<Rule>): void =>
    setRules((before) => ({ ...before, [tier]: { ...before[tier], ...change } }))
  return (
    <SettingForm hint={t('hint')} closed={closed} onSend={() => save.send({ tiers: rules, isOn })}>
      <Panel>
        <SwitchField
          label={setting.onSince ? `${t('on')} · ${t('onSince', { day: format.day(setting.onSince) })}` : t('on')}
          description={t('onHint')}
          checked={isOn}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        {setting.round && (
          <p className={classes['hint']} role="status">
            {t('going', { done: format.count(setting.round.done), total: format.count(setting.round.total) })}
          </p>
        )}
      </Panel>
      <Panel>
        <Table rules={rules} roles={setting.roles} isClosed={closed !== undefined} edit={edit} />
        <SettingFoot saving={save} />
      </Panel>
    </SettingForm>
  )
}

interface TableProps {
  rules: Rules
  roles: Setting['roles']
  isClosed: boolean
  edit: (tier: Tier, change: Partial<Rule>) => void
}

const numbers = [
  { field: 'contactDays', hint: 'contactHint', min: 1, max: 250, percent: false },
  { field: 'reviewMonths', hint: 'reviewHint', min: 1, max: 24, percent: false },
  { field: 'answerDays', hint: 'answerHint', min: 0, max: 60, percent: false },
  { field: 'discountLimit', hint: 'discountHint', min: 0, max: 100, percent: true },
] as const

/** Rows are what is owed, columns the tiers; on a phone each row is a block of its own. */
function Table({ rules, roles, isClosed, edit }: TableProps): ReactNode {
  const t = useWords(words)
  const cell = (tier: Tier, content: ReactNode): ReactNode => (
    <div key={tier}>
      <span className={classes['phoneOnly']}>
        <StatusChip tone="primary">{tier}</StatusChip>
      </span>
      {content}
    </div>
  )
  const what = (label: string, hint: string): ReactNode => (
    <div className={classes['what']}>
      <strong>{label}</strong>
      <span className={classes['hint']}>{hint}</span>
    </div>
  )
  return (
    <div className={classes['rules']}>
      <div className={classes['corner']} />
      {tiers.map((tier) => (
        <div key={tier} className={classes['head']}>
          <StatusChip tone="primary">{tier}</StatusChip>
        </div>
      ))}
      {numbers.map(({ field, hint, min, max, percent }) => [
        <div key={field} className={classes['what']}>
          <strong>{t(field)}</strong>
          <span className={classes['hint']}>{t(hint)}</span>
        </div>,
        ...tiers.map((tier) => (
          <div key={`${field} ${tier}`}>
            <span className={classes['phoneOnly']}>
              <StatusChip tone="primary">{tier}</StatusChip>
            </span>
            <NumberField
              aria-label={t('ruleOf', { tier, what: t(field) })}
              size="xs"
              min={min}
              max={max}
              allowDecimal={percent}
              disabled={isClosed}
              value={asShown(rules[tier][field], percent)}
              onChange={(value) => edit(tier, { [field]: percent && value !== null ? value / 100 : value })}
            />
          </div>
        )),
      ])}
      {what(t('roles'), t('rolesHint'))}
      {tiers.map((tier) =>
        cell(
          tier,
          <div className={classes['roles']}>
            {roles.map(({ key, label }) => (
              <Checkbox
                key={key}
                size="xs"
                label={label}
                aria-label={t('ruleOf', { tier, what: label })}
                disabled={isClosed}
                checked={rules[tier].roles.includes(key)}
                onChange={(event) =>
                  edit(tier, {
                    roles: event.currentTarget.checked
                      ? [...rules[tier].roles, key]
                      : rules[tier].roles.filter((role) => role !== key),
                  })
                }
              />
            ))}
          </div>,
        ),
      )}
    </div>
  )
}

const asShown = (value: number | null, percent: boolean): number | null =>
  value === null || !percent ? value : Math.round(value * 1000) / 10
