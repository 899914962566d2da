import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { readRecoverability, saveRecoverability } from '../loss-contract.ts'
import classes from './WinBack.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readRecoverability>

/** How much of a loss can be undone, by reason, and how well customers fit, by level: the organisation's own judgement. */
export function JudgingDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const setting = useRead(readRecoverability, {}, { enabled: opened })
  const t = useWords(words)
  return setting.data ? (
    <Form key={setting.data.version} opened={opened} onClose={onClose} setting={setting.data} />
  ) : (
    <Dialog opened={opened} onClose={onClose} title={t('judgeTitle')}>
      {setting.error ? <ErrorPanel problem={setting.error} /> : <TextSkeleton lines={10} />}
    </Dialog>
  )
}

interface FormProps {
  opened: boolean
  onClose: () => void
  setting: Setting
}

function Form({ opened, onClose, setting }: FormProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [reasons, setReasons] = useState(setting.reasons)
  const [fit, setFit] = useState(setting.fit)
  const denied = setting.permissions.edit?.sentence
  const save = useWrite(saveRecoverability, {
    onDone: () => {
      onClose()
      notify.done(t('judged'))
    },
    onProblem: (problem) => (problem.code === 'version-conflict' ? notify.info(t('conflict')) : notify.refused(problem)),
  })
  const change = (key: string, next: Partial<Setting['reasons'][number]>): void =>
    setReasons(reasons.map((one) => (one.key === key ? { ...one, ...next, isDefault: false } : one)))
  const dirty = reasons !== setting.reasons || fit !== setting.fit
  const send = (): void =>
    save.mutate({
      body: {
        reasons: Object.fromEntries(
          reasons.filter(({ isDefault }) => !isDefault).map(({ key, share, until, readyOn }) => [key, { share, until, readyOn }]),
        ),
        fit: Object.fromEntries(fit.map(({ level, share }) => [level, share])),
      },
      ifMatch: setting.version,
    })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('judgeTitle')}
      dirty={dirty}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={!dirty || denied !== undefined} title={denied} loading={save.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <p className={classes['quiet']}>{denied ?? t('judgeHint')}</p>
      <table className={classes['judging']}>
        <thead>
          <tr>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('judgeShare')}</th>
            <th scope="col">{t('judgeUntil')}</th>
            <th scope="col">{t('judgeReady')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ key, name, parentKey, share, until, readyOn, isDefault }) => (
            <tr key={key}>
              <th scope="row" data-below={parentKey !== null || undefined}>
                {name} {isDefault && <small>{t('isDefault')}</small>}
              </th>
              <td>
                <Percent
                  label={`${name} ${t('judgeShare')}`}
                  value={share}
                  onChange={(next) => change(key, { share: next ?? 0 })}
                />
              </td>
              <td>
                <Percent label={`${name} ${t('judgeUntil')}`} value={until} onChange={(next) => change(key, { until: next })} />
              </td>
              <td>
                {until !== null && (
                  <input
                    type="date"
                    aria-label={`${name} ${t('judgeReady')}`}
                    value={readyOn ?? ''}
                    onChange={(event) => change(key, { readyOn: event.currentTarget.value || null })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('fitTitle')}</h3>
      <table className={classes['judging']}>
        <tbody>
          {fit.map(({ level, share }) => (
            <tr key={level}>
              <th scope="row">{t(`level.${level as 'target'}`)}</th>
              <td>
                <Percent
                  label={t(`level.${level as 'target'}`)}
                  value={share}
                  onChange={(next) => setFit(fit.map((one) => (one.level === level ? { level, share: next ?? 0 } : one)))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

function Percent({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}): ReactNode {
  return (
    <span className={classes['percent']}>
      <input
        type="number"
        inputMode="decimal"
        min={0}
        max={100}
        aria-label={label}
        value={value === null ? '' : Math.round(value * 1000) / 10}
        onChange={(event) => {
          const text = event.currentTarget.value
          const number = Number(text)
          if (text === '') onChange(null)
          else if (number >= 0 && number <= 100) onChange(number / 100)
        }}
      />
      %
    </span>
  )
}
