import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { grades } from '../../customers/quality-matrix.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readUpkeepSetting, saveUpkeepSetting } from '../contract.ts'
import { defaultUpkeep, type GradeUpkeep, type KeptGrade, type UpkeepSetting } from '../setting.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readUpkeepSetting>

/** How the house keeps up with its old customers: what there is of a day, and how often and how long by grade. */
export function UpkeepSettingPage(): ReactNode {
  const t = useWords(words)
  const setting = useRead(readUpkeepSetting, {})
  return (
    <Page title={t('setting')}>
      {setting.data ? (
        <Editor key={setting.data.version} setting={setting.data} />
      ) : setting.error ? (
        <ErrorPanel problem={setting.error} retry={() => void setting.refetch()} />
      ) : (
        <TextSkeleton lines={8} />
      )}
    </Page>
  )
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [draft, setDraft] = useState<UpkeepSetting>({
    contactsADay: setting.contactsADay,
    minutesADay: setting.minutesADay,
    byGrade: setting.byGrade,
  })
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const save = useWrite(saveUpkeepSetting, {
    touches: ['upkeep'],
    onDone: () => notify.done(t('settingSaved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const send = (body: UpkeepSetting): void => {
    setProblem(undefined)
    save.mutate({ body, ifMatch: setting.version })
  }
  const edit = (grade: KeptGrade, key: keyof GradeUpkeep, value: number | null): void => {
    if (value !== null) setDraft({ ...draft, byGrade: { ...draft.byGrade, [grade]: { ...draft.byGrade[grade], [key]: value } } })
  }
  const labels = { shortest: t('shortest'), longest: t('longest.field'), minutes: t('minutesEach') }
  return (
    <form
      className={classes['page']}
      onSubmit={(event) => {
        event.preventDefault()
        send(draft)
      }}
    >
      <p className={classes['hint']}>{closed ?? t('settingHint')}</p>
      <fieldset disabled={closed !== undefined} className={classes['bare']}>
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
                  max={500}
                  allowDecimal={false}
                  disabled={closed !== undefined}
                  value={draft.byGrade[grade][key]}
                  onChange={(value) => edit(grade, key, value)}
                />
              ))}
            </div>
          ))}
        </Panel>
        <FormProblem problem={problem} />
        <div className={classes['line']}>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setDraft(defaultUpkeep)
              send(defaultUpkeep)
            }}
          >
            {t('reset')}
          </Button>
        </div>
      </fieldset>
    </form>
  )
}
