import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readDaySplit } from '../contract.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

type Part = ReplyOf<typeof readDaySplit>['parts'][number]

/** How a day is best split between new customers, follow-up and old ones, each with its curve. */
export function DaySplit({ owner }: { owner: string | undefined }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const read = useRead(readDaySplit, { query: owner ? { owner } : {} }, { follows: ['upkeep', 'opportunities'], keep: true })
  const split = read.data
  if (!split)
    return (
      <Panel title={t('split')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={6} />}
      </Panel>
    )
  if (split.parts.every(({ actions }) => actions === 0))
    return (
      <Panel title={`${t('split')} · ${split.member.name}`}>
        <p className={classes['hint']}>{t('splitEmpty')}</p>
        {!owner && can('records.assign') && <p className={classes['hint']}>{t('splitWhose')}</p>}
      </Panel>
    )
  const highest = Math.max(1, ...split.parts.flatMap(({ curve }) => curve.map(({ value }) => value)))
  return (
    <Panel title={`${t('split')} · ${split.member.name}`}>
      <div className={classes['page']}>
        <div className={classes['parts']}>
          {split.parts.map((part) => (
            <PartCurve key={part.part} part={part} minutes={split.minutes} highest={highest} />
          ))}
        </div>
        <p className={classes['hint']}>{t('splitHint', { minutes: split.minutes })}</p>
      </div>
    </Panel>
  )
}

const [width, height] = [200, 96]

function PartCurve({ part, minutes, highest }: { part: Part; minutes: number; highest: number }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const x = (spent: number): number => (spent / minutes) * width
  const y = (value: number): number => height - 4 - (value / highest) * (height - 8)
  const path = part.curve.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.minutes)} ${y(point.value)}`).join('')
  const name = t(`part.${part.part}`)
  const [money, all] = [part.curve.findLast((point) => point.minutes <= part.minutes), part.curve.at(-1)].map((point) =>
    format.money(point?.value ?? 0, 'compact'),
  ) as [string, string]
  return (
    <section className={classes['part']}>
      <span>{name}</span>
      <strong>{t('splitMinutes', { count: part.minutes })}</strong>
      <span className={classes['hint']}>
        {t('splitActions', { count: part.actions })}
        {part.spent !== null && ` · ${t('splitSpent', { share: format.share(part.spent) })}`}
      </span>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('curve', { part: name, money: all })}
      >
        <path d={path} />
        <line x1={x(part.minutes)} x2={x(part.minutes)} y1={0} y2={height} />
      </svg>
      <span className={classes['axis']}>
        <span>0</span>
        <span>{t('axisEnd', { minutes })}</span>
      </span>
      <span>{t('brings', { money, all })}</span>
    </section>
  )
}
