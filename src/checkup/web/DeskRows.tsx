import type { ReactNode } from 'react'
import { TypedNumber } from '../../ui/fields/TypedNumber.tsx'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { toMajor, toMinor } from '../../ui/format.ts'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupStage } from '../contract.ts'
import classes from './Checkup.module.css'
import { type DeskBase, type DeskChange, type DeskMove, type DeskOutcome, withRate } from './desk.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/desk.ts'

interface DeskRowsProps {
  base: DeskBase
  desk: DeskChange
  outcome: DeskOutcome
  stages: readonly CheckupStage[]
  move: (move: DeskMove) => void
}

/** A slider and a field for each thing that can be turned, with the flow as it was (grey) and as it would be. */
export function DeskRows({ base, desk, outcome, stages, move }: DeskRowsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { currency } = useRegional()
  const format = useFormat()
  const volume = base.reached[0] ?? 0
  const widest = Math.max(1, ...outcome.flow, ...outcome.base.flow)
  const turn = (at: string, change: Partial<DeskChange>): void => move({ kind: 'turn', at, change })
  const letGo = (): void => move({ kind: 'let-go' })
  return (
    <div className={classes['deskRows']}>
      <Row
        name={t('volume')}
        said={t('deals', { count: figures.deals(desk.volume ?? volume) })}
        value={desk.volume ?? volume}
        own={volume}
        max={Math.max(10, Math.ceil(volume * 3))}
        step={1}
        typed={format.count(Math.round(desk.volume ?? volume))}
        parse={(text) => (Number(text) >= 0 ? Number(text) : undefined)}
        unit={t('unitDeals')}
        onTurn={(value) => turn('volume', { volume: value })}
        onLetGo={letGo}
      >
        <FlowBars before={outcome.base.flow[0] ?? 0} after={outcome.flow[0] ?? 0} widest={widest} />
      </Row>
      {stages.slice(0, outcome.rates.length).map((stage, index) => {
        const rate = outcome.rates[index] ?? 0
        const own = outcome.ownRates[index] ?? 0
        return (
          <Row
            key={stage.key}
            name={t('rateOf', { stage: stage.name })}
            said={figures.share(rate)}
            value={rate * 100}
            own={own * 100}
            mark={stage.benchmark ? stage.benchmark.share * 100 : undefined}
            max={100}
            step={1}
            typed={format.count(Math.round(rate * 1000) / 10)}
            parse={(text) => (Number(text) >= 0 && Number(text) <= 100 ? Number(text) : undefined)}
            unit="%"
            onTurn={(value) =>
              turn(`rate ${index}`, {
                rates: withRate(desk.rates, index, Math.abs(value / 100 - own) < 1e-9 ? null : value / 100),
              })
            }
            onLetGo={letGo}
          >
            <FlowBars before={outcome.base.flow[index + 1] ?? 0} after={outcome.flow[index + 1] ?? 0} widest={widest} />
          </Row>
        )
      })}
      <Row
        name={t('price')}
        said={figures.money(desk.amountMinor ?? base.amountMinor)}
        value={toMajor(desk.amountMinor ?? base.amountMinor, currency)}
        own={toMajor(base.amountMinor, currency)}
        max={Math.max(1, toMajor(base.amountMinor * 2.5, currency))}
        step={Math.max(1, 10 ** Math.floor(Math.log10(Math.max(10, toMajor(base.amountMinor, currency))) - 1))}
        typed={format.count(Math.round(toMajor(desk.amountMinor ?? base.amountMinor, currency)))}
        parse={(text) => (Number(text) >= 0 ? Number(text) : undefined)}
        unit={currency}
        onTurn={(value) => turn('price', { amountMinor: toMinor(value, currency) })}
        onLetGo={letGo}
      />
    </div>
  )
}

interface RowProps {
  name: string
  /** The value in words, for assistive technology. */
  said: string
  value: number
  own: number
  /** The benchmark, on the same scale. */
  mark?: number | undefined
  max: number
  step: number
  typed: string
  /** The typed number, or undefined where it makes no sense. */
  parse: (text: string) => number | undefined
  unit: string
  onTurn: (value: number) => void
  onLetGo: () => void
  children?: ReactNode
}

function Row({ name, said, value, own, mark, max, step, typed, parse, unit, onTurn, onLetGo, children }: RowProps): ReactNode {
  const t = useWords(words)
  // The middle of the slider's handle, which stays inside the track.
  const at = (of: number): string => `calc(8px + (100% - 16px) * ${Math.min(1, of / max)})`
  const isTurned = Math.abs(value - own) > 1e-9
  return (
    <div className={classes['deskRow']} data-turned={isTurned || undefined}>
      <span className={classes['deskName']}>{name}</span>
      <span className={classes['slider']}>
        <span className={classes['ownMark']} style={{ left: at(own) }} title={t('ownMark')} />
        {mark !== undefined && <span className={classes['benchMark']} style={{ left: at(mark) }} title={t('benchMark')} />}
        <input
          type="range"
          min={0}
          max={max}
          step={step}
          value={value}
          aria-label={name}
          aria-valuetext={said}
          onChange={(event) => onTurn(Number(event.currentTarget.value))}
          onPointerUp={onLetGo}
          onKeyUp={onLetGo}
          onBlur={onLetGo}
        />
      </span>
      <TypedNumber
        className={classes['typed']}
        label={t('typedOf', { name, unit })}
        typed={typed}
        parse={parse}
        unit={unit}
        onTurn={onTurn}
        onLetGo={onLetGo}
      />
      {children}
    </div>
  )
}

/** Deals that arrive after this stage: before (grey) and now. */
function FlowBars({ before, after, widest }: { before: number; after: number; widest: number }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <span className={classes['flow']} title={t('flow', { before: figures.deals(before), after: figures.deals(after) })}>
      <span className={classes['flowBars']} aria-hidden="true">
        <span style={{ width: `${(before / widest) * 100}%` }} />
        <span data-now style={{ width: `${(after / widest) * 100}%` }} />
      </span>
      <span>
        <span className={classes['muted']}>{figures.deals(before)} →</span> <b>{figures.deals(after)}</b>
      </span>
    </span>
  )
}
