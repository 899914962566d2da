import { NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { TargetDetail, TargetNode } from '../contract.ts'
import type { Absorb } from '../edit.ts'
import type { Sheet } from '../sheet.ts'
import { words as ourWords } from '../words.ts'
import type { Cell } from './PlanGrid.tsx'
import { useColumnName } from './column-name.ts'
import classes from './Targets.module.css'
import { choices, tryEdit } from './use-plan.ts'
import { words } from './words.ts'

export interface Wanted extends Cell {
  before: number
  value: number
}

interface AbsorbBarProps {
  plan: TargetDetail
  sheet: Sheet
  wanted: Wanted
  row: TargetNode
  text: (value: number) => string
  isSending: boolean
  onChoose: (absorb: Absorb) => void
  onCancel: () => void
}

type No = 'refusal.target-locked'

/** What absorbs a difference: the ways that are open, and why the others are not; keys 1 to 4 choose. */
export function AbsorbBar({ plan, sheet, wanted, row, text, isSending, onChoose, onCancel }: AbsorbBarProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const nameOf = useColumnName()
  const beside = plan.nodes.filter(({ id, parentId }) => parentId === row.parentId && parentId !== null && id !== row.id)
  const [who, setWho] = useState(beside[0]?.id ?? '')
  const box = useRef<HTMLDivElement>(null)
  const change = wanted.value - wanted.before
  const offered = choices
    .filter((by) => (by === 'sibling' ? beside.length > 1 : true))
    .map((by) => {
      const absorb: Absorb = by === 'sibling' ? { by, node: who } : { by }
      const outcome = tryEdit(plan, sheet, { ...wanted, absorb })
      return { by, absorb, no: outcome.ok ? null : say(`refusal.${outcome.refusal.code}` as No) }
    })
  const firstOpen = offered.find(({ no }) => no === null)?.by
  useEffect(() => box.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus(), [])
  return (
    <div
      ref={box}
      className={classes['absorb']}
      role="dialog"
      aria-label={t('absorbAsk')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
        const chosen = offered[Number(event.key) - 1]
        if (/^[1-4]$/.test(event.key) && chosen?.no === null && !(event.target instanceof HTMLSelectElement))
          onChoose(chosen.absorb)
      }}
    >
      <p>
        <strong>
          {t('absorbTitle', {
            row: row.name,
            column: nameOf(wanted.column),
            before: text(wanted.before),
            after: text(wanted.value),
            change: `${change > 0 ? '+' : '−'}${text(Math.abs(change))}`,
          })}
        </strong>{' '}
        {t('absorbAsk')}
      </p>
      <div className={classes['ways']}>
        {offered.map(({ by, absorb, no }, at) => (
          <span key={by} className={classes['way']}>
            <button
              type="button"
              disabled={no !== null || isSending}
              data-first={by === firstOpen || undefined}
              onClick={() => onChoose(absorb)}
            >
              <kbd>{at + 1}</kbd>
              {t(`absorb.${by}`)}
              <small>{no ?? t(`absorbHint.${by}`)}</small>
            </button>
            {by === 'sibling' && (
              <NativeSelect
                size="xs"
                aria-label={t('absorbWho')}
                value={who}
                onChange={(event) => setWho(event.currentTarget.value)}
                data={beside.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </span>
        ))}
        <button type="button" className={classes['cancel']} onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </div>
  )
}
