import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { SettingFoot, SettingForm, SettingPage, useSaving } from '../../ui/SettingPage.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readHealthSetting, saveHealthSetting } from '../contract.ts'
import { grades } from '../evidence.ts'
import { driverNames } from '../health-score.ts'
import classes from './Health.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readHealthSetting>

/** How the house weighs the health of its customers, how often it wants to be in contact, and when it wants to be told. */
export function HealthSettingPage(): ReactNode {
  const t = useWords(words)
  return (
    <SettingPage title={t('setting')} setting={useRead(readHealthSetting, {})}>
      {(setting) => <Editor key={setting.version} setting={setting} />}
    </SettingPage>
  )
}

const usualThreshold = 60

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [weights, setWeights] = useState(setting.weights)
  const [cadence, setCadence] = useState(setting.cadence)
  const [threshold, setThreshold] = useState(setting.threshold)
  const closed = setting.permissions.edit?.sentence
  const isClosed = closed !== undefined
  const told = { saved: t('settingSaved'), conflict: t('conflict') }
  const save = useSaving(saveHealthSetting, setting.version, { touches: ['customers'], ...told })
  return (
    <SettingForm hint={t('settingHint')} closed={closed} onSend={() => save.send({ weights, cadence, threshold })}>
      <Panel title={t('weights')}>
        <div className={classes['grid']}>
          {driverNames.map((driver) => (
            <NumberField
              key={driver}
              label={t(`driver.${driver}`)}
              description={t(`hint.${driver}`)}
              min={0}
              max={100}
              disabled={isClosed}
              value={weights[driver]}
              onChange={(value) => setWeights((before) => ({ ...before, [driver]: value ?? 0 }))}
            />
          ))}
        </div>
      </Panel>
      <Panel title={t('cadence')}>
        <p className={classes['hint']}>{t('cadenceHint')}</p>
        <div className={classes['grid']}>
          {grades.map((grade) => (
            <NumberField
              key={grade}
              label={t(`grade.${grade}`)}
              min={1}
              max={730}
              allowDecimal={false}
              disabled={isClosed}
              value={cadence[grade]}
              onChange={(value) => setCadence((before) => ({ ...before, [grade]: value ?? 1 }))}
            />
          ))}
        </div>
      </Panel>
      <Panel>
        <div className={classes['grid']}>
          <NumberField
            label={t('threshold')}
            description={t('thresholdHint')}
            min={1}
            max={100}
            allowDecimal={false}
            disabled={isClosed}
            value={threshold}
            onChange={(value) => setThreshold(value ?? usualThreshold)}
          />
        </div>
        <SettingFoot
          saving={save}
          reset={{
            isDone: setting.isDefault,
            run: () => save.send({ weights: null, cadence: null, threshold: usualThreshold }),
          }}
        />
      </Panel>
    </SettingForm>
  )
}
