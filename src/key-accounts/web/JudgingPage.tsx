import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
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
  const setting = useRead(readKeyAccountSetting, {})
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
  const [judging, setJudging] = useState(setting.judging)
  const [capacity, setCapacity] = useState(setting.capacity)
  const [thresholds, setThresholds] = useState(setting.thresholds)
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const save = useWrite(saveKeyAccountSetting, {
    touches: ['customers'],
    onDone: () => notify.done(t('settingSaved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const isOwn = JSON.stringify(judging) !== JSON.stringify(setting.judging) || !setting.isDefault
  return (
    <form
      className={classes['setting']}
      onSubmit={(event) => {
        event.preventDefault()
        setProblem(undefined)
        save.mutate({ body: { judging: isOwn ? judging : null, capacity, thresholds }, ifMatch: setting.version })
      }}
    >
      <p className={classes['hint']}>{closed ?? t('settingHint')}</p>
      <fieldset disabled={closed !== undefined} className={classes['bare']}>
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
          <FormProblem problem={problem} />
          <div className={classes['line']}>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
            <Button
              variant="default"
              disabled={setting.isDefault && JSON.stringify(setting.thresholds) === JSON.stringify(defaultThresholds)}
              onClick={() => save.mutate({ body: { judging: null, capacity, thresholds: null }, ifMatch: setting.version })}
            >
              {t('reset')}
            </Button>
          </div>
        </Panel>
      </fieldset>
    </form>
  )
}
