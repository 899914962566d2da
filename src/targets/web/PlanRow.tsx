import { IconLock } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { RowActions, type RowAction } from '../../ui/RowActions.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { useState } from 'react'
import type { TargetNode } from '../contract.ts'
import { columns } from '../measure.ts'
import { childrenOf, figureOf, monthsOfNode, type Sheet } from '../sheet.ts'
import { CellInput } from './CellInput.tsx'
import { useColumnName } from './column-name.ts'
import type { GridHands } from './PlanGrid.tsx'
import classes from './Targets.module.css'
import { depthOf } from './use-plan.ts'
import { words } from './words.ts'

const WeighDialog = onDemand(
  async () => (await import('./WeighDialog.tsx')).WeighDialog,
  ({ opened }) => opened,
)

interface PlanRowProps {
  node: TargetNode
  sheet: Sheet
  hands: GridHands
}

export const PlanRow = memo(function PlanRow({ node, sheet, hands }: PlanRowProps): ReactNode {
  const t = useWords(words)
  const nameOf = useColumnName()
  const months = monthsOfNode(sheet, node.id)
  const own = { nodes: [node], lines: new Map([[node.id, months]]) }
  return (
    <tr data-kind={node.kind}>
      <th scope="row" style={{ paddingInlineStart: `${12 + 16 * depthOf(hands.plan.nodes, node)}px` }}>
        <RowHead node={node} sheet={sheet} hands={hands} />
      </th>
      {columns.map((column) => {
        const value = figureOf({ nodes: [{ id: node.id, parentId: null }], lines: own.lines }, node.id, column)
        const isAt = hands.at.node === node.id && hands.at.column === column
        const isLocked = sheet.locks.some((lock) => lock.node === node.id && lock.column === column)
        const cell = { node: node.id, column }
        const label = t('cellLabel', { row: node.name, column: nameOf(column), value: hands.text(value) })
        return (
          <td
            key={column}
            role="gridcell"
            data-column={column[0]}
            data-cell={`${node.id} ${column}`}
            data-editable={node.editable || undefined}
            data-locked={isLocked || undefined}
            aria-readonly={!node.editable || isLocked}
            aria-label={isLocked ? `${label} ${t('locked')}` : label}
            tabIndex={isAt ? 0 : -1}
            onFocus={() => hands.choose(cell)}
            onKeyDown={hands.onKey}
            onDoubleClick={() => hands.begin(cell)}
          >
            {isAt && hands.editing ? (
              <CellInput
                value={value}
                plan={hands.plan}
                label={t('editLabel', { row: node.name, column: nameOf(column) })}
                onGive={(typed) => hands.give(cell, typed)}
                onLeave={hands.leave}
              />
            ) : (
              <>
                {isLocked && <IconLock size={11} aria-hidden="true" />}
                {hands.text(value)}
              </>
            )}
          </td>
        )
      })}
    </tr>
  )
})

/** Name, state and menu of a row. */
export function RowHead({ node, sheet, hands }: PlanRowProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [isWeighing, setWeighing] = useState(false)
  const { level, plan } = hands
  const hasBelow = childrenOf(plan.nodes, node.id).length > 0
  const isLocked = sheet.locks.some((lock) => lock.node === node.id && lock.column === 'year')
  const canCut =
    hasBelow &&
    childrenOf(plan.nodes, node.id).some((child) => plan.nodes.some(({ id, editable }) => id === child.id && editable))
  const weights = sheet.weights.get(node.id) ?? []
  // newcomers by what they carry least, seniors by what they carry at last
  const least = Math.min(...weights.slice(-1), ...weights.slice(0, 1))
  const weight = least < 1 ? least : (weights.at(-1) ?? 1)
  const actions: RowAction[] = [
    ...(canCut ? [{ key: 'recut', label: t('recut'), run: () => hands.run({ kind: 'recut', level, node: node.id }) }] : []),
    ...(node.editable
      ? [
          {
            key: 'lock',
            label: isLocked ? t('unlock') : t('lock'),
            run: () => hands.run({ kind: 'lock', level, node: node.id, column: 'year', locked: !isLocked }),
          },
        ]
      : []),
    ...(node.editable && node.kind === 'member' ? [{ key: 'weigh', label: t('weigh'), run: () => setWeighing(true) }] : []),
  ]
  return (
    <span className={classes['rowHead']}>
      <span className={classes['rowText']}>
        <span className={classes['rowName']} title={node.name}>
          {node.name}
        </span>
        {!node.active && <small>{t('left')}</small>}
        {node.kind === 'member' && weight !== 1 && node.active && (
          <small>{t('newcomer', { percent: format.share(weight) })}</small>
        )}
      </span>
      {actions.length > 0 && <RowActions of={node.name} actions={actions} />}
      {node.kind === 'member' && (
        <WeighDialog
          opened={isWeighing}
          node={node}
          onClose={() => setWeighing(false)}
          onSave={(given) => hands.run({ kind: 'weigh', node: node.id, ...given })}
        />
      )}
    </span>
  )
}
