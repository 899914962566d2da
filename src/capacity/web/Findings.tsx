import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CapacityReply, RecordList } from '../contract.ts'
import type { Finding, Line } from '../diagnosis.ts'
import type { CapacityFigures, CapacityInputs } from '../model.ts'
import classes from './Capacity.module.css'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

/** The records behind each line. */
const listOf: Record<Line, RecordList> = {
  'short-handed': 'reps',
  chores: 'chores',
  'too-few-prospects': 'prospects',
  'too-little-follow-up': 'missed',
  skill: 'not-won',
  effort: 'silent',
}

interface FindingsProps {
  findings: readonly Finding[]
  given: CapacityInputs
  figures: CapacityFigures
  conversion: CapacityReply['conversion']
  onList: (list: RecordList) => void
  canList: boolean
}

/** Every true line of the diagnosis with its price a day, the dearest first. */
export function Findings({ findings, given, figures, conversion, onList, canList }: FindingsProps): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const dearest = Math.max(1, ...findings.map(({ perDay }) => perDay))
  const benchmark =
    conversion.benchmarkFrom === null
      ? t('benchmark.none')
      : t(`benchmark.${conversion.benchmarkFrom}`, {
          won: conversion.benchmarkTally?.successes ?? '',
          n: conversion.benchmarkTally?.n ?? '',
        })
  return (
    <Panel title={t('findings')}>
      {findings.length === 0 ? (
        <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={t('noFindings')} hint={t('noFindingsHint')} />
      ) : (
        <>
          <p className={classes['hint']}>{t('findingsHint')}</p>
          <ol className={classes['findings']}>
            {findings.map((finding) => (
              <li key={finding.line} data-line={finding.line}>
                <div className={classes['findingHead']}>
                  <strong>{t(`line.${finding.line}`)}</strong>
                  <span className={classes[finding.perDay > 0 ? 'price' : 'quiet']}>
                    {finding.perDay > 0 ? t('perDay', { money: figure('money', finding.perDay) }) : t('noPrice')}
                  </span>
                </div>
                <span className={classes['priceTrack']} aria-hidden="true">
                  <span style={{ width: `${(100 * finding.perDay) / dearest}%` }} />
                </span>
                <p>
                  <Why {...{ finding, given, figures, conversion }} />
                </p>
                {canList && (
                  <Button
                    className={classes['listButton']!}
                    variant="default"
                    size="compact-xs"
                    onClick={() => onList(listOf[finding.line])}
                  >
                    {t('records')}: {t(`list.${listOf[finding.line]}`)}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      <p className={classes['hint']}>{benchmark}</p>
    </Panel>
  )
}

type WhyProps = Pick<FindingsProps, 'given' | 'figures' | 'conversion'> & { finding: Finding }

function Why({ finding: { line, value, limit }, given, figures, conversion }: WhyProps): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const number = (one: number): string => figure('number', one)
  const isCount = line === 'too-few-prospects'
  return t(`why.${line}`, {
    value: isCount ? number(value) : figure('share', value),
    limit: isCount ? number(limit) : figure('share', limit),
    utilisation: figure('share', figures.utilisation ?? 0),
    need: figures.repsNeeded ?? '–',
    reps: number(given.reps),
    minutes: number(given.adminMinutes),
    gap: number(given.followUpsDue - given.followUpsDone),
    won: conversion.tally.successes,
    n: conversion.tally.n,
  })
}
