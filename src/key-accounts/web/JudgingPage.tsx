import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { SettingFoot, SettingForm, SettingPage, useSaving } from '../../ui/SettingPage.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readKeyAccountSetting, saveKeyAccountSetting } from '../contract.ts'
import { defaultThresholds, indicators } from '../score.ts'
import { BandRow } from './BandRow.tsx'
import classes from './KeyAccounts.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readKeyAccountSetting>

/** How the house judges its key accounts: what weighs how much, points by value, and how many it can serve. */
export function JudgingPage(): ReactNode {
  const t = useWords(words)
  return (
    <SettingPage title={t('setting')} setting={useRead(readKeyAccountSetting, {})}>
      {(setting) => <Editor key={setting.version} setting={setting} />}
    </SettingPage>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [judging, setJudging] = useState(setting.judging)
  const [capacity, setCapacity] = useState(setting.capacity)
  const [thresholds, setThresholds] = useState(setting.thresholds)
  const closed = setting.permissions.edit?.sentence
  const told = { saved: t('settingSaved'), conflict: t('conflict') }
  const save = useSaving(saveKeyAccountSetting, setting.version, { touches: ['customers'], ...told })
  const isOwn = JSON.stringify(judging) !== JSON.stringify(setting.judging) || !setting.isDefault
  return (
    <SettingForm
      hint={t('settingHint')}
      closed={closed}
      onSend={() => save.send({ judging: isOwn ? judging : null, capacity, thresholds })}
    >
      <Panel>
        <div className={classes['bands']}>
          {indicators.map((indicator) => (
            <BandRow
              key={indicator}
              indicator={indicator}
              judged={judging[indicator]}
              isClosed={closed !== undefined}
              onChange={(judged) => setJudging((before) => ({ ...before, [indicator]: judged }))}
            />
          ))}
        </div>
        <p className={classes['hint']}>{t('sizeHint')}</p>
      </Panel>
      <Panel>
        <div className={classes['thresholds']} role="group" aria-label={t('thresholds')}>
          {(['S', 'A', 'B'] as const).map((tier) => (
            <NumberField
              key={tier}
              label={t('threshold', { tier })}
              min={1}
              max={100}
              disabled={closed !== undefined}
              value={thresholds[tier]}
              onChange={(value) => setThresholds((before) => ({ ...before, [tier]: value ?? before[tier] }))}
            />
          ))}
        </div>
        <p className={classes['hint']}>{t('thresholdsHint')}</p>
        <div className={classes['capacity']}>
          <NumberField
            label={t('capacity')}
            description={t('capacityHint')}
            min={0}
            max={10_000}
            allowDecimal={false}
            disabled={closed !== undefined}
            value={capacity}
            onChange={setCapacity}
          />
        </div>
        <SettingFoot
          saving={save}
          reset={{
            isDone: setting.isDefault && JSON.stringify(setting.thresholds) === JSON.stringify(defaultThresholds),
            // how many a house can serve has no default: it stays as it was kept
            run: () => save.send({ judging: null, capacity: setting.capacity, thresholds: null }),
          }}
        />
      </Panel>
    </SettingForm>
  )
}
