import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { tiers } from '../../key-accounts/score.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { CheckField, FormProblem, SwitchField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPoolSetting, savePoolSetting } from '../contract.ts'
import classes from './Pool.module.css'
import { Trial } from './Trial.tsx'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readPoolSetting>
export type Rule = Setting['rule']
type NumberKey = 'contactDays' | 'progressDays' | 'warnDays' | 'claimsPerDay' | 'claimsPerMonth' | 'holdings' | 'lockDays'

/** When customers fall into the pool, who is spared, how many may be claimed; tried before it is switched on. */
export function RulePage(): ReactNode {
  const t = useWords(words)
  const setting = useRead(readPoolSetting, {})
  return (
    <Page title={t('setting')}>
      {setting.data ? (
        <Editor key={setting.data.version} setting={setting.data} />
      ) : setting.error ? (
        <ErrorPanel problem={setting.error} retry={() => void setting.refetch()} />
      ) : (
        <TextSkeleton lines={10} />
      )}
    </Page>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const [rule, setRule] = useState(setting.rule)
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const edit = (change: Partial<Rule>): void => setRule((before) => ({ ...before, ...change }))
  const save = useWrite(savePoolSetting, {
    touches: ['customers'],
    onDone: () => notify.done(t('saved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const number = (key: NumberKey, hint: 'contactDaysHint' | 'progressDaysHint' | 'anyNumber' | 'lockDaysHint' | null, least = 1): ReactNode => (
    <NumberField
      label={t(key)}
      {...(hint ? { description: t(hint) } : {})}
      min={least}
      max={100_000}
      allowDecimal={false}
      disabled={closed !== undefined}
      value={rule[key]}
      onChange={(value) => edit({ [key]: value ?? (key === 'warnDays' || key === 'lockDays' ? 0 : null) })}
    />
  ) // prettier-ignore
  return (
    <form
      className={classes['stack']}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(undefined)
        save.mutate({ body: rule, ifMatch: setting.version })
      }}
    >
      <p className={classes['hint']}>{closed ?? t('ruleHint')}</p>
      <fieldset disabled={closed !== undefined} className={classes['bare']}>
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
            <FormProblem problem={problem} />
            <div className={classes['line']}>
              <Button type="submit" loading={save.isPending}>
                {t('save')}
              </Button>
            </div>
          </div>
        </Panel>
        {closed === undefined && <Trial rule={rule} />}
      </fieldset>
    </form>
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
