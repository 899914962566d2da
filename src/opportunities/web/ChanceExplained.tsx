import type { ReactNode } from 'react'
import { ChangeMark, Money } from '../../ui/Figures.tsx'
import { dayOf } from '../../ui/format.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Elements.module.css'
import type { ForecastChance } from './deal-slots.ts'
import { useElements, type ElementsOfDeal } from './use-elements.ts'
import { words } from './words/elements.ts'

interface ChanceExplainedProps {
  dealId: string
  ownerId: string
  /** Gives the forecast's own chance of the deal: the one that counts. */
  telling: ((show: (told: ForecastChance | null) => ReactNode) => ReactNode) | undefined
}

/** Three answers to one question side by side, and what moves the second: none overwrites another. */
export function ChanceExplained({ dealId, ownerId, telling = (show) => show(null) }: ChanceExplainedProps): ReactNode {
  const query = useElements(dealId)
  if (query.isPending) return <TextSkeleton lines={4} />
  if (!query.data) return query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
  const { chance, explanation } = query.data
  return (
    <>
      {telling((told) => (
        <ThreeChances of={query.data} ownerId={ownerId} told={told} />
      ))}
      {chance.elements !== null && <Effects of={explanation} />}
      <Weights of={query.data} />
    </>
  )
}

const usePoints = (): ((points: number) => string) => {
  const t = useWords(words)
  const f = useFormat()
  return (points) => t('points', { points: f.count(Math.round(Math.abs(points) * 1000) / 10) })
}

interface ThreeChancesProps {
  of: ElementsOfDeal
  ownerId: string
  told: ForecastChance | null
}

function ThreeChances({ of: { chance, stage }, ownerId, told }: ThreeChancesProps): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const points = usePoints()
  const { memberId } = useSession()
  const { configured, learned, counts, resolved, won } = chance.stage
  const base = counts === 'learned' && learned !== null ? learned : configured
  const name = stage?.name ?? '–'
  const stageWhy =
    counts === 'learned'
      ? t(resolved > 0 ? 'stageLearned' : 'stagePublished', { stage: name, resolved, won, configured: f.share(configured) })
      : resolved > 0
        ? t('stageFew', { stage: name, resolved })
        : t('stageConfigured', { stage: name })
  const moved = chance.elements === null ? 0 : chance.elements - base
  const elementsWhy =
    chance.elements === null
      ? t('elementsNone')
      : Math.abs(moved) < 0.0005
        ? t('elementsLevel')
        : t(moved > 0 ? 'elementsUp' : 'elementsDown', { points: points(moved) })
  return (
    <dl className={classes['three']} aria-label={t('chanceOf')}>
      <Chance label={t('stageChance')} share={base} why={stageWhy} />
      <Chance
        label={t('systemChance')}
        share={told?.chance ?? chance.elements}
        why={[
          elementsWhy,
          told !== null && Math.abs(told.traits) >= 0.0005
            ? t(told.traits > 0 ? 'traitsUp' : 'traitsDown', { points: points(told.traits) })
            : null,
          told === null ? null : t('countsInForecast'),
        ]
          .filter((sentence) => sentence !== null)
          .join(' ')}
      />
      <Chance
        label={ownerId === memberId ? t('ownChance') : t('repChance')}
        share={chance.own}
        why={chance.own !== null ? t('ownGiven') : ownerId === memberId ? t('ownMissing') : t('repMissing')}
      />
    </dl>
  )
}

function Chance({ label, share, why }: { label: string; share: number | null; why: string }): ReactNode {
  const f = useFormat()
  return (
    <div>
      <dt>{label}</dt>
      <dd className={classes['figure']}>{share === null ? '–' : f.share(share, 1)}</dd>
      <dd aria-hidden="true">
        <Bar share={share ?? 0} />
      </dd>
      <dd className={classes['why']}>{why}</dd>
    </div>
  )
}

const Bar = ({ share }: { share: number }): ReactNode => (
  <div className={classes['bar']}>
    <span style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }} />
  </div>
)

type Explanation = ElementsOfDeal['explanation']

function Effects({ of: { up, down, gains } }: { of: Explanation }): ReactNode {
  const t = useWords(words)
  const points = usePoints()
  const most = Math.max(...[...up, ...down].map(({ contribution }) => Math.abs(contribution)), 0.0001)
  const mostGain = Math.max(...gains.map(({ gain }) => gain), 0.0001)
  const rows = (parts: Explanation['up']) =>
    parts
      .filter(({ contribution }) => Math.abs(contribution) >= 0.0005)
      .map(({ key, name, contribution }) => ({
        key,
        name,
        share: Math.abs(contribution) / most,
        cells: [<ChangeMark key="by" by={contribution} text={points(contribution)} />],
      }))
  return (
    <div className={classes['tables']}>
      <Table caption={t('up')} columns={[t('effect')]} rows={rows(up)} none={t('upNone')} />
      <Table caption={t('down')} columns={[t('effect')]} rows={rows(down)} none={t('downNone')} />
      <Table
        caption={t('gains')}
        hint={t('gainsHint')}
        columns={[t('gain'), t('worth')]}
        none={t('gainsNone')}
        rows={gains.map(({ key, name, gain, gainMinor }) => ({
          key,
          name,
          share: gain / mostGain,
          cells: [points(gain), <Money key="worth" minor={gainMinor} compact />],
        }))}
      />
    </div>
  )
}

interface TableProps {
  caption: string
  hint?: string
  columns: readonly string[]
  rows: readonly { key: string; name: string; share: number; cells: readonly ReactNode[] }[]
  none: string
}

function Table({ caption, hint, columns, rows, none }: TableProps): ReactNode {
  const t = useWords(words)
  return (
    <table className={classes['effects']}>
      <caption>
        {caption} {hint && <small>{hint}</small>}
      </caption>
      <thead className={classes['unseen']}>
        <tr>
          <th scope="col">{t('element')}</th>
          <th scope="col" aria-hidden="true" />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <th scope="row" colSpan={columns.length + 2}>
              {none}
            </th>
          </tr>
        )}
        {rows.map(({ key, name, share, cells }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className={classes['gauge']} aria-hidden="true">
              <Bar share={share} />
            </td>
            {cells.map((cell, index) => (
              <td key={columns[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Weights({ of: { chance } }: { of: ElementsOfDeal }): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const { timeZone } = useRegional()
  if (chance.elements === null) return null
  const { learned } = chance
  return (
    <p className={classes['why']}>
      {learned
        ? t('weightsLearned', {
            share: f.share(learned.share, 0),
            deals: learned.deals,
            day: dayOf(learned.computedAt, timeZone),
          })
        : t('weightsConfigured')}
    </p>
  )
}
