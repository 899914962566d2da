import { NativeSelect } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readElementReport } from '../element-contract.ts'
import classes from './GateReport.module.css'
import { words } from './words/reports.ts'

type Stage = ReplyOf<typeof readElementReport>['stages'][number]
type Element = Stage['elements'][number]
type Rate = Omit<Element['states'][number], 'state'>

interface ElementReportProps {
  pipeline: string | undefined
  stage: string | undefined
  onStage: (key: string) => void
}

/** Win rate by what was known of each element at a stage, with its interval, so that what tells nothing can be dropped. */
export function ElementReport({ pipeline, stage: wanted, onStage }: ElementReportProps): ReactNode {
  const t = useWords(words)
  const report = useRead(
    readElementReport,
    { query: { ...(pipeline && { pipeline }) } },
    { follows: ['opportunities', 'pipelines'], keep: true, staleTime: 60_000 },
  )
  const { data } = report
  const stages = data?.stages.filter(({ elements, deals }) => elements.length > 0 && deals > 0) ?? []
  const stage = stages.find(({ key }) => key === wanted) ?? stages.toSorted((a, b) => b.deals - a.deals)[0]
  return (
    <Panel
      title={t('elements')}
      actions={
        stage && (
          <NativeSelect
            size="xs"
            aria-label={t('atStage')}
            value={stage.key}
            onChange={(event) => onStage(event.currentTarget.value)}
            data={stages.map(({ key, name }) => ({ value: key, label: name }))}
          />
        )
      }
    >
      {report.error ? (
        <ErrorPanel problem={report.error} retry={() => void report.refetch()} />
      ) : !data ? (
        <TextSkeleton lines={6} />
      ) : !stage ? (
        <EmptyState icon={<IconListCheck size={28} stroke={1.5} />} title={t('noElements')} hint={t('noElementsHint')} />
      ) : (
        <>
          <p className={classes['hint']}>
            {t('elementsHint', { count: stage.deals })} {data.limited && t('limited')}
          </p>
          <ul className={classes['elements']}>
            {stage.elements.map((element) => (
              <ElementRates key={element.key} element={element} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

function ElementRates({ element }: { element: Element }): ReactNode {
  const t = useWords(words)
  const { locale } = useFormat()
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const states = element.states.filter(({ deals }) => deals > 0)
  const answers = element.answers.filter(({ deals }) => deals > 0)
  return (
    <li>
      <div className={classes['element']}>
        <h3>{element.name}</h3>
        <StatusChip tone={element.verdict === 'tells' ? 'primary' : element.verdict === 'too-few' ? 'quiet' : 'plain'}>
          {t(`verdict.${element.verdict}`)}
        </StatusChip>
        <small>
          {t('weight')} {number.format(element.weight)}
          {element.learnedWeight !== null && ` · ${t('learned', { weight: number.format(element.learnedWeight) })}`}
        </small>
      </div>
      <dl className={classes['rates']}>
        {states.map(({ state, ...rate }) => (
          <OneRate key={state} name={t(`state.${state}`)} rate={rate} />
        ))}
        {answers.map(({ key, name, ...rate }) => (
          <OneRate key={key} name={name} rate={rate} aside />
        ))}
      </dl>
    </li>
  )
}

function OneRate({ name, rate, aside = false }: { name: string; rate: Rate; aside?: boolean }): ReactNode {
  const t = useWords(words)
  const { share } = useFormat()
  return (
    <Fragment>
      <dt data-aside={aside || undefined}>{name}</dt>
      <dd>
        <IntervalBar {...rate} />
        <span>{rate.rate === null ? '–' : share(rate.rate)}</span>
        <small>
          {t('won', { won: rate.won, deals: rate.deals })}
          {rate.tooFew && ` · ${t('tooFew')}`}
        </small>
      </dd>
    </Fragment>
  )
}

/** A share with its interval on a line from 0 to 100 %; faint where there is too little to go by. */
function IntervalBar({ rate, low, high, tooFew }: Rate): ReactNode {
  const t = useWords(words)
  const { share } = useFormat()
  return (
    <svg
      className={classes['interval']}
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      data-faint={tooFew || undefined}
      aria-label={t('interval', { rate: rate === null ? '–' : share(rate), low: share(low), high: share(high) })}
    >
      <line x1={0} x2={100} y1={11.5} y2={11.5} data-part="axis" />
      {[0, 50, 100].map((at) => (
        <line key={at} x1={at} x2={at} y1={8} y2={12} data-part="axis" />
      ))}
      <line x1={low * 100} x2={high * 100} y1={5} y2={5} data-part="range" />
      {rate !== null && <line x1={rate * 100} x2={rate * 100} y1={1} y2={9} data-part="rate" />}
    </svg>
  )
}
