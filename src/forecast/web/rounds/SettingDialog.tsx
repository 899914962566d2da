import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { FormProblem, SwitchField } from '../../../ui/fields/Fields.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useRead, useWrite } from '../../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { readRoundSetting, saveRoundSetting } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { StageCategories } from './StageCategories.tsx'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readRoundSetting>

/** When rounds come, and what the stages stand for. */
export function SettingDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const setting = useRead(readRoundSetting, {}, { enabled: opened })
  return setting.data ? (
    <Form key={setting.data.version} opened={opened} onClose={onClose} setting={setting.data} />
  ) : (
    <Dialog opened={opened} onClose={onClose} title={t('settingTitle')}>
      {setting.error ? <ErrorPanel problem={setting.error} /> : <TextSkeleton lines={8} />}
    </Dialog>
  )
}

const weekdays = [1, 2, 3, 4, 5] as const

function Form({ opened, onClose, setting }: { opened: boolean; onClose: () => void; setting: Setting }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { version, permissions, ...present } = setting
  const [draft, setDraft] = useState(present)
  const change = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part })
  const denied = permissions.edit?.sentence
  const save = useWrite(saveRoundSetting, {
    onDone: () => {
      onClose()
      notify.done(t('settingSaved'))
    },
  })
  const time = (key: 'opensAt' | 'dueAt' | 'locksAt'): ReactNode => (
    <label className={classes['field']}>
      {t(key)}
      <input
        type="time"
        required
        disabled={denied !== undefined}
        value={draft[key]}
        onChange={(event) => change({ [key]: event.currentTarget.value })}
      />
    </label>
  )
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('settingTitle')}
      dirty={JSON.stringify(draft) !== JSON.stringify(present)}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ body: draft, ifMatch: version })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={denied !== undefined} title={denied}>
            {k('save')}
          </Button>
        </>
      }
    >
      {denied && <p className={classes['quiet']}>{denied}</p>}
      <SwitchField
        label={t('active')}
        checked={draft.active}
        disabled={denied !== undefined}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
      <ChoiceField
        label={t('periodKind')}
        value={draft.periodKind}
        onChange={(periodKind) => change({ periodKind })}
        options={[
          { value: 'quarter', label: t('quarter') },
          { value: 'month', label: t('month') },
        ]}
      />
      <div className={classes['times']}>
        <label className={classes['field']}>
          {t('weekday')}
          <select
            value={draft.weekday}
            disabled={denied !== undefined}
            onChange={(event) => change({ weekday: Number(event.currentTarget.value) })}
          >
            {weekdays.map((day) => (
              <option key={day} value={day}>
                {t(`weekday.${day}`)}
              </option>
            ))}
          </select>
        </label>
        {time('opensAt')}
        {time('dueAt')}
        <label className={classes['field']}>
          {t('lockAfter')}
          <select
            value={draft.lockAfterDays}
            disabled={denied !== undefined}
            onChange={(event) => change({ lockAfterDays: Number(event.currentTarget.value) })}
          >
            {[0, 1, 2, 3, 4, 5, 6].map((days) => (
              <option key={days} value={days}>
                {days === 0 ? t('sameDay') : t('daysLater', { count: days })}
              </option>
            ))}
          </select>
        </label>
        {time('locksAt')}
        <label className={classes['field']}>
          {t('remind')}
          <input
            type="number"
            min={0}
            max={1440}
            disabled={denied !== undefined}
            value={draft.remindMinutes}
            onChange={(event) => change({ remindMinutes: Math.round(Number(event.currentTarget.value)) })}
          />
        </label>
      </div>
      <p className={classes['quiet']}>{t('workdayHint')}</p>
      <FormProblem problem={save.error} />
      <StageCategories />
    </Dialog>
  )
}
