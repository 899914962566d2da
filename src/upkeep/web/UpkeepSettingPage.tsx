import { useState, type ReactNode } from 'react'
import { grades } from '../../customers/quality-matrix.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { SettingFoot, SettingForm, SettingPage, useSaving } from '../../ui/SettingPage.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readUpkeepSetting, saveUpkeepSetting } from '../contract.ts'
import { defaultUpkeep, isDefaultUpkeep, type GradeUpkeep, type KeptGrade, type UpkeepSetting } from '../setting.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readUpkeepSetting>

/** How the house keeps up with its old customers: what there is of a day, and how often and how long by grade. */
export function UpkeepSettingPage(): ReactNode {
  const t = useWords(words)
  return (
    <SettingPage title={t('setting')} setting={useRead(readUpkeepSetting, {})}>
      {(setting) => <Editor key={setting.version} setting={setting} />}
    </SettingPage>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [draft, setDraft] = useState<UpkeepSetting>({
    contactsADay: setting.contactsADay,
    minutesADay: setting.minutesADay,
    byGrade: setting.byGrade,
  })
  const closed = setting.permissions.edit?.sentence
  const told = { saved: t('settingSaved'), conflict: t('conflict') }
  const save = useSaving(saveUpkeepSetting, setting.version, { touches: ['upkeep'], ...told })
  const edit = (grade: KeptGrade, key: keyof GradeUpkeep, value: number | null): void => {
    if (value !== null) setDraft({ ...draft, byGrade: { ...draft.byGrade, [grade]: { ...draft.byGrade[grade], [key]: value } } })
  }
  const labels = { shortest: t('shortest'), longest: t('longest.field'), minutes: t('minutesEach') }
  return (
    <SettingForm hint={t('settingHint')} closed={closed} onSend={() => save.send(draft)}>
      <Panel>
        <div className={classes['budget']}>
          <NumberField
            label={t('contactsField')}
            min={0.1}
            max={200}
            decimalScale={1}
            disabled={closed !== undefined}
            value={draft.contactsADay}
            onChange={(value) => value !== null && setDraft({ ...draft, contactsADay: value })}
          />
          <NumberField
            label={t('minutesField')}
            min={10}
            max={480}
            allowDecimal={false}
            disabled={closed !== undefined}
            value={draft.minutesADay}
            onChange={(value) => value !== null && setDraft({ ...draft, minutesADay: value })}
          />
        </div>
      </Panel>
      <Panel>
        {grades.map((grade) => (
          <div key={grade} className={classes['gradeRow']} role="group" aria-label={t('grade', { grade })}>
            <strong>{t('grade', { grade })}</strong>
            {(['shortest', 'longest', 'minutes'] as const).map((key) => (
              <NumberField
                key={key}
                label={labels[key]}
                min={1}
                max={key === 'minutes' ? 480 : 500}
                allowDecimal={false}
                disabled={closed !== undefined}
                value={draft.byGrade[grade][key]}
                onChange={(value) => edit(grade, key, value)}
              />
            ))}
          </div>
        ))}
      </Panel>
      <SettingFoot saving={save} reset={{ isDone: isDefaultUpkeep(setting), run: () => save.send(defaultUpkeep) }} />
    </SettingForm>
  )
}
