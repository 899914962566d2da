import { useState, type ReactNode } from 'react'
import type { TargetNode } from '../contract.ts'
import { columns } from '../measure.ts'
import { figureOf, type Sheet } from '../sheet.ts'
import { useWords } from '../../ui/use-words.ts'
import { CellInput } from './CellInput.tsx'
import { useColumnName } from './column-name.ts'
import type { GridHands } from './PlanGrid.tsx'
import { RowHead } from './PlanRow.tsx'
import classes from './Targets.module.css'
import { depthOf } from './use-plan.ts'
import { words } from './words.ts'

/** The grid on a phone: a line for each row with its year; opened, its months and quarters, each to be tapped and typed over. */
export function PhoneGrid({ rows, sheet, hands }: { rows: readonly TargetNode[]; sheet: Sheet; hands: GridHands }): ReactNode {
  const t = useWords(words)
  const nameOf = useColumnName()
  const [open, setOpen] = useState<string | null>(rows[0]?.id ?? null)
  return (
    <ul className={classes['phone']}>
      {rows.map((node) => (
        <li key={node.id} data-kind={node.kind} style={{ paddingInlineStart: `${12 * depthOf(hands.plan.nodes, node)}px` }}>
          <div className={classes['phoneRow']}>
            <RowHead node={node} sheet={sheet} hands={hands} />
            <button type="button" aria-expanded={open === node.id} onClick={() => setOpen(open === node.id ? null : node.id)}>
              {hands.text(figureOf(sheet, node.id, 'year'))}
            </button>
          </div>
          {open === node.id && (
            <div className={classes['phoneCells']}>
              {columns.map((column) => {
                const value = figureOf(sheet, node.id, column)
                const cell = { node: node.id, column }
                const isAt = hands.at.node === node.id && hands.at.column === column
                const isLocked = sheet.locks.some((lock) => lock.node === node.id && lock.column === column)
                return (
                  <div key={column} data-column={column[0]}>
                    <span>{nameOf(column)}</span>
                    {isAt && hands.editing ? (
                      <CellInput
                        value={value}
                        plan={hands.plan}
                        label={t('editLabel', { row: node.name, column: nameOf(column) })}
                        onGive={(typed) => hands.give(cell, typed)}
                        onLeave={hands.leave}
                      />
                    ) : (
                      <button
                        type="button"
                        disabled={!node.editable || isLocked}
                        title={isLocked ? t('locked') : undefined}
                        onClick={() => hands.begin(cell)}
                      >
                        {hands.text(value)}
                      </button>
                    )}
                  </div>
                )
              })}
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
