import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { fitLayers, tiers, type StrategyKey } from '../../customers/customer-tiers.ts'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readStrategies, saveStrategies } from '../strategy-contract.ts'
import classes from './Mapping.module.css'
import { words } from './strategy-words.ts'

/** How each tier is served: value by potential, and layers around the best customer. */
export function Strategies(): ReactNode {
  const { data } = useRead(readStrategies, {})
  return data ? <Editor key={data.version} stored={data} /> : null
}

function Editor({ stored }: { stored: ReplyOf<typeof readStrategies> }): ReactNode {
  const t = useWords(words)
  const [texts, setTexts] = useState(stored.texts)
  const [problem, setProblem] = useState<Problem>()
  const closed = stored.permissions.edit?.sentence
  const save = useWrite(saveStrategies, {
    onDone: () => notify.done(t('saved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const field = (key: StrategyKey, label: string): ReactNode => (
    <LongTextField
      key={key}
      label={label}
      minRows={2}
      maxLength={600}
      disabled={closed !== undefined}
      placeholder={t(`usual.${key}`)}
      value={texts[key] ?? ''}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTexts((before) => ({ ...before, [key]: text }))
      }}
    />
  )
  return (
    <Panel title={t('title')}>
      <form
        className={classes['mapping']}
        onSubmit={(event) => {
          event.preventDefault()
          setProblem(undefined)
          save.mutate({ body: { texts }, ifMatch: stored.version })
        }}
      >
        <p className={classes['hint']}>{closed ?? t('hint')}</p>
        <h3 className={classes['sub']}>{t('pairs')}</h3>
        <div className={classes['grid']}>
          {tiers.flatMap((value) =>
            tiers.map((potential) =>
              field(`${value}-${potential}`, t('pair', { value: t(`tier.${value}`), potential: t(`tier.${potential}`) })),
            ),
          )}
        </div>
        <h3 className={classes['sub']}>{t('layers')}</h3>
        <div className={classes['grid']}>{fitLayers.map((layer) => field(`fit-${layer}`, t(`fit.${layer}`)))}</div>
        <FormProblem problem={problem} />
        <div className={classes['line']}>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={closed !== undefined || JSON.stringify(texts) === JSON.stringify(stored.texts)}
          >
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
