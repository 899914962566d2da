import { Button, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { TypedNumber } from '../../ui/fields/TypedNumber.tsx'
import { minorDigits } from '../../ui/format.ts'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CapacityReply, Overrides, RecordList } from '../contract.ts'
import classes from './Capacity.module.css'
import { factorOf, groups, mostOf, withoutOverride, type Shown } from './inputs-shown.ts'
import { useFigure } from './use-figure.ts'
import { words } from './words.ts'

interface AssumptionsProps {
  reply: CapacityReply
  draft: Overrides
  onChange: (change: Overrides) => void
  onList: (list: RecordList) => void
  canList: boolean
  children: ReactNode
}

/** Every input of the model: a slider, a number, and what the records say, which opens them. */
export function Assumptions({ reply, draft, onChange, onList, canList, children }: AssumptionsProps): ReactNode {
  const t = useWords(words)
  return (
    <Panel title={t('assumptions')} actions={children}>
      <p className={classes['hint']}>{t('assumptionsHint')}</p>
      <div className={classes['groups']}>
        {groups.map(({ name, inputs }) => (
          <fieldset key={name} className={classes['group']}>
            <legend>{t(`group.${name}`)}</legend>
            {inputs.map((shown) => (
              <Assumption key={shown.key} {...{ shown, reply, draft, onChange, onList, canList }} />
            ))}
            {name === 'goal' && (
              <Typed
                label={t('input.yearTarget')}
                value={draft.yearTargetMinor}
                factor={factorOf('money', 10 ** minorDigits(reply.currency))}
                unit={reply.currency}
                onChange={(yearTargetMinor) => onChange({ ...draft, yearTargetMinor })}
              />
            )}
            {name === 'flow' && (
              <Typed
                label={t('input.benchmark')}
                value={draft.benchmark}
                factor={100}
                unit="%"
                most={100}
                onChange={(benchmark) => onChange({ ...draft, benchmark })}
              />
            )}
          </fieldset>
        ))}
      </div>
    </Panel>
  )
}

interface AssumptionProps extends Omit<AssumptionsProps, 'children'> {
  shown: Shown
}

function Assumption({ shown, reply, draft, onChange, onList, canList }: AssumptionProps): ReactNode {
  const t = useWords(words)
  const figure = useFigure()
  const format = useFormat()
  const { currency } = reply
  const { key, unit, step, list } = shown
  const input = reply.inputs[key]
  const base = withoutOverride(key, input)
  const value = draft[key] ?? base
  const factor = factorOf(unit, 10 ** minorDigits(reply.currency))
  const label = t(`input.${key}`)
  const set = (next: number | undefined): void => onChange({ ...draft, [key]: next })
  const typed = (text: string): void => {
    const number = Number(text)
    if (text === '' || !Number.isFinite(number) || number < 0) return
    const stored = number / factor
    set(unit === 'money' ? Math.round(stored) : unit === 'share' ? Math.min(1, stored) : stored)
  }
  const text = figure(shown.unit, base)
  const said =
    input.recorded === null
      ? base === 0
        ? t('fromNothing')
        : t('fromUsual', { value: text })
      : key === 'workdays'
        ? t('fromCalendar', { value: text })
        : key === 'targetMinor'
          ? t(draft.yearTargetMinor === undefined ? 'averageMonth' : 'fromRecords', { value: text })
          : key === 'adminMinutes'
            ? t('fromTold', { value: text, n: format.count(input.n ?? 0) })
            : t('fromRecordsN', { value: text, n: format.count(input.n ?? 0) })
  const most = mostOf(shown, base * factor)
  return (
    <div className={classes['input']} data-changed={draft[key] !== undefined || undefined}>
      <span>{label}</span>
      <TypedNumber
        className={classes['typed']}
        label={label}
        typed={format.count(rounded(value * factor))}
        parse={parseAmount}
        unit={unitOf(shown, currency, t)}
        onTurn={(number) => typed(String(number))}
      />
      <input
        type="range"
        aria-label={label}
        min={0}
        max={most}
        step={step}
        value={Math.min(most, value * factor)}
        onChange={(event) => typed(event.currentTarget.value)}
      />
      <span className={classes['said']}>
        {list && canList && input.recorded !== null ? (
          <UnstyledButton onClick={() => onList(list)} title={t(`list.${list}`)}>
            {said}
          </UnstyledButton>
        ) : (
          <span>{said}</span>
        )}
        {draft[key] !== undefined && (
          <Button variant="subtle" size="compact-xs" onClick={() => set(undefined)}>
            {t('backToRecord', { value: text })}
          </Button>
        )}
      </span>
    </div>
  )
}

interface TypedProps {
  label: string
  value: number | undefined
  factor: number
  unit: string
  most?: number
  onChange: (value: number | undefined) => void
}

/** A number that has no record of its own; empty means that it is not used. */
function Typed({ label, value, factor, unit, most, onChange }: TypedProps): ReactNode {
  const format = useFormat()
  return (
    <div className={classes['input']} data-changed={value !== undefined || undefined}>
      <span>{label}</span>
      <TypedNumber
        className={classes['typed']}
        label={label}
        typed={value === undefined ? '' : format.count(rounded(value * factor))}
        parse={(text) => (Number(text) >= 0 && (most === undefined || Number(text) <= most) ? Number(text) : undefined)}
        unit={unit}
        onClear={() => onChange(undefined)}
        onTurn={(number) => onChange(unit === '%' ? Math.min(1, number / factor) : Math.round(number / factor))}
      />
    </div>
  )
}

/** To hundredths, and from a thousand on to wholes. */
const rounded = (value: number): number => (value < 1000 ? Math.round(value * 100) / 100 : Math.round(value))

const parseAmount = (text: string): number | undefined => (Number(text) >= 0 && text.trim() !== '' ? Number(text) : undefined)

const unitOf = ({ unit, of }: Shown, currency: string, t: (key: `unit.${NonNullable<Shown['of']>}`) => string): string =>
  unit === 'money' ? currency : unit === 'share' ? '%' : of === undefined ? '' : t(`unit.${of}`)
