import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { minorDigits } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { editTarget, type TargetDetail, type TargetEdit } from '../contract.ts'
import { figureText, readFigure } from '../figure-text.ts'
import { columns, isMoney, type Column, type Level } from '../measure.ts'
import { figureOf } from '../sheet.ts'
import { AbsorbBar, type Wanted } from './AbsorbBar.tsx'
import { GridTools } from './GridTools.tsx'
import { PhoneGrid } from './PhoneGrid.tsx'
import { PlanRow } from './PlanRow.tsx'
import { useConflict } from './conflict/use-conflict.ts'
import classes from './Targets.module.css'
import { useColumnName } from './column-name.ts'
import { inOrder, useSheet, useShown } from './use-plan.ts'
import { words } from './words.ts'

export interface Cell {
  node: string
  column: Column
}

/** What a cell, a row or a phone's line needs of the grid. */
export interface GridHands {
  plan: TargetDetail
  level: Level
  at: Cell
  editing: boolean
  text: (value: number) => string
  choose: (cell: Cell) => void
  begin: (cell: Cell) => void
  /** Keys pressed on a cell: arrows, Home, End, Enter, L, or a figure that begins. */
  onKey: (event: KeyboardEvent) => void
  leave: () => void
  give: (cell: Cell, typed: string) => boolean
  lock: (cell: Cell) => void
  run: (edit: TargetEdit) => void
}

/** The plan as a grid: teams and people by months, quarters and the year; every figure may be typed over, and what absorbs it is chosen. */
export function PlanGrid({ plan, level }: { plan: TargetDetail; level: Level }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const isPhone = usePhone()
  const nameOf = useColumnName()
  const sheet = useSheet(plan, level)
  const shown = useShown(plan)
  const rows = inOrder(plan.nodes)
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<Cell>({ node: rows[0]?.id ?? '', column: 'year' })
  const [editing, setEditing] = useState(false)
  const [wanted, setWanted] = useState<Wanted>()
  const conflict = useConflict()
  const edit = useWrite(editTarget, { touches: ['target'], onDone: () => setWanted(undefined) })
  const run = (body: TargetEdit, version = plan.version): void =>
    edit.mutate(
      { params: { id: plan.id }, body, ifMatch: version },
      {
        onError: (problem) =>
          problem.code === 'version-conflict' ? conflict(problem, (latest) => run(body, latest)) : notify.refused(problem),
      },
    )
  const editable = (cell: Cell): boolean => rows.some(({ id, editable: may }) => id === cell.node && may)
  const isLocked = (cell: Cell): boolean => sheet.locks.some(({ node, column }) => node === cell.node && column === cell.column)
  const focus = (cell: Cell): void => {
    setAt(cell)
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-cell="${cell.node} ${cell.column}"]`)?.focus())
  }
  const begin = (cell: Cell): void => {
    setAt(cell)
    if (editable(cell) && !isLocked(cell)) setEditing(true)
  }
  const lock = (cell: Cell): void => {
    if (editable(cell)) run({ kind: 'lock', level, ...cell, locked: !isLocked(cell) })
  }
  const onKey = (event: KeyboardEvent): void => {
    if (editing || event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows.findIndex(({ id }) => id === at.node)
    const column = columns.indexOf(at.column)
    const to = (down: number, across: number): void => {
      event.preventDefault()
      const node = rows[Math.min(rows.length - 1, Math.max(0, row + down))]
      const next = columns[Math.min(columns.length - 1, Math.max(0, column + across))]
      if (node && next) focus({ node: node.id, column: next })
    }
    const moves: Record<string, [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    }
    const move = moves[event.key]
    if (move) return to(...move)
    if (event.key === 'Home') return to(0, -columns.length)
    if (event.key === 'End') return to(0, columns.length)
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      begin(at)
    } else if (event.key.toLowerCase() === 'l') {
      event.preventDefault()
      lock(at)
    } else if (/^[\d+\-.]$/.test(event.key)) begin(at)
  }
  const hands: GridHands = {
    plan,
    level,
    at,
    editing,
    text: (value) => figureText(value, shown, locale),
    choose: setAt,
    begin,
    onKey,
    leave: () => {
      setEditing(false)
      focus(at)
    },
    give: (cell, typed) => {
      const before = figureOf(sheet, cell.node, cell.column)
      const value = readFigure(typed, before, shown, minorDigits(plan.currency), isMoney(plan.measure))
      if (value === null) return false
      setEditing(false)
      if (value === before) focus(cell)
      else setWanted({ ...cell, before, value })
      return true
    },
    lock,
    run,
  }
  const cell = wanted && rows.find(({ id }) => id === wanted.node)
  return (
    <Panel
      title={t('grid')}
      flush={!isPhone}
      actions={
        <span className={classes['gridHead']}>
          <small>{isMoney(plan.measure) ? t('unit.wan') : t('unit.count')}</small>
          <GridTools plan={plan} level={level} run={run} />
        </span>
      }
    >
      {isPhone ? (
        <PhoneGrid rows={rows} sheet={sheet} hands={hands} />
      ) : (
        <div className={classes['scroll']}>
          <table ref={table} className={classes['grid']} role="grid" aria-label={t('grid')}>
            <thead>
              <tr>
                <th scope="col">{t('row')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" data-column={column[0]} title={nameOf(column)}>
                    {column === 'year'
                      ? t('yearShort')
                      : column.startsWith('q')
                        ? t('quarterShort', { quarter: column.slice(1) })
                        : nameOf(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((node) => (
                <PlanRow key={node.id} node={node} sheet={sheet} hands={hands} />
              ))}
            </tbody>
            <tfoot>
              {plan.pastYear && <FootRow label={t('pastYear')} months={plan.pastYear} text={hands.text} />}
              <FootRow label={t('workdays')} months={plan.workdays} text={String} />
            </tfoot>
          </table>
        </div>
      )}
      <p className={classes['gridHint']}>
        {plan.permissions.edit
          ? t('gridClosed', { why: plan.permissions.edit.sentence })
          : isMoney(plan.measure)
            ? t(isPhone ? 'gridHintPhone' : 'gridHint')
            : t('gridHintCount')}
      </p>
      {wanted && cell && (
        <AbsorbBar
          plan={plan}
          sheet={sheet}
          wanted={wanted}
          row={cell}
          text={hands.text}
          isSending={edit.isPending}
          onChoose={(absorb) =>
            run({ kind: 'set', level, node: wanted.node, column: wanted.column, value: wanted.value, absorb })
          }
          onCancel={() => {
            setWanted(undefined)
            focus(wanted)
          }}
        />
      )}
    </Panel>
  )
}

function FootRow({
  label,
  months,
  text,
}: {
  label: string
  months: readonly number[]
  text: (value: number) => string
}): ReactNode {
  const nodes = [{ id: 'all', parentId: null }]
  const lines = new Map([['all', months]])
  return (
    <tr>
      <th scope="row">{label}</th>
      {columns.map((column) => (
        <td key={column} data-column={column[0]}>
          {text(figureOf({ nodes, lines }, 'all', column))}
        </td>
      ))}
    </tr>
  )
}
