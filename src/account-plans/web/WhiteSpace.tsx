import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { cellStates } from '../white-space.ts'
import type { PlanSlots } from './plan-slots.ts'
import { useUnitName, type Plan, type PlanCell } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const CellDialog = onDemand(
  async () => (await import('./CellDialog.tsx')).CellDialog,
  ({ opened }) => opened,
)
const ShapeDialog = onDemand(
  async () => (await import('./ShapeDialog.tsx')).ShapeDialog,
  ({ opened }) => opened,
)

/** Products by business units: what was bought, what is on the way, what we aim at, and where nobody has looked yet. */
export function WhiteSpace({ plan, slots }: { plan: Plan; slots: PlanSlots }): ReactNode {
  const t = useWords(words)
  const [isShaping, setShaping] = useState(false)
  const [place, setPlace] = useState<{ productId: string; unitId: string | null }>()
  const [isOpen, setOpen] = useState(false)
  const closed = plan.permissions.edit?.sentence
  const shown = new Set(plan.document.products.map(({ productId }) => productId))
  const outside = plan.deals.filter(({ productId }) => productId === null || !shown.has(productId)).length
  const cell = place && plan.cells.find((one) => one.productId === place.productId && one.unitId === place.unitId)
  return (
    <Panel
      title={t('white')}
      actions={
        <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setShaping(true)}>
          {t('shape')}
        </Button>
      }
    >
      <div className={classes['stack']}>
        {plan.cells.length === 0 ? (
          <p className={classes['hint']}>{t('whiteNone')}</p>
        ) : (
          <>
            <p className={classes['hint']}>{t('whiteHint')}</p>
            <WhiteTable
              plan={plan}
              onOpen={({ productId, unitId }) => {
                setPlace({ productId, unitId })
                setOpen(true)
              }}
            />
            <ul className={classes['legend']} aria-hidden="true">
              {cellStates.map((state) => (
                <li key={state}>
                  <span className={classes['swatch']} data-state={state} />
                  {t(`cell.${state}`)} {plan.coverage.counts[state] ?? 0}
                </li>
              ))}
            </ul>
          </>
        )}
        {outside > 0 && <p className={classes['hint']}>{t('elsewhere', { count: outside })}</p>}
      </div>
      <ShapeDialog opened={isShaping} plan={plan} onClose={() => setShaping(false)} />
      {cell && <CellDialog opened={isOpen} plan={plan} cell={cell} slots={slots} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

/** The table; without `onOpen` it is for paper. */
export function WhiteTable({ plan, onOpen }: { plan: Plan; onOpen?: (cell: PlanCell) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const unitName = useUnitName()
  const places = [null, ...plan.document.units.map(({ id }) => id)]
  return (
    <div className={classes['scroll']} {...(onOpen && { tabIndex: 0, role: 'region', 'aria-label': t('white') })}>
      <table className={classes['white']}>
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            {places.map((unitId) => (
              <th key={unitId ?? ''} scope="col">
                {unitName(plan, unitId)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.document.products.map(({ productId, amountMinor, share }) => (
            <tr key={productId}>
              <th scope="row">
                {plan.names.products[productId] ?? '–'}
                {(amountMinor !== null || share !== null) && (
                  <small>
                    {amountMinor !== null && t('alsoAimed', { amount: format.money(amountMinor, 'compact') })}{' '}
                    {share !== null && format.share(share)}
                  </small>
                )}
              </th>
              {places.map((unitId) => {
                const cell = plan.cells.find((one) => one.productId === productId && one.unitId === unitId)
                if (!cell) return <td key={unitId ?? ''} />
                const face = <Face cell={cell} />
                return (
                  <td key={unitId ?? ''}>
                    {onOpen ? (
                      <button
                        type="button"
                        className={classes['cell']}
                        data-state={cell.state}
                        title={cell.note || undefined}
                        onClick={() => onOpen(cell)}
                      >
                        {face}
                      </button>
                    ) : (
                      <span className={classes['cell']} data-state={cell.state}>
                        {face}
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Face({ cell }: { cell: PlanCell }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const money = (minor: number): string => format.money(minor, 'compact')
  const main = cell.state === 'bought' ? cell.won.amountMinor : cell.state === 'open' ? cell.open.amountMinor : cell.state === 'aimed' ? cell.aimedMinor : null // prettier-ignore
  return (
    <>
      <span>{t(`cell.${cell.state}`)}</span>
      {main !== null && main > 0 && <strong>{money(main)}</strong>}
      {cell.state === 'bought' && cell.open.deals > 0 && <small>{t('alsoOpen', { amount: money(cell.open.amountMinor) })}</small>}
      {cell.state !== 'aimed' && cell.aimedMinor !== null && <small>{t('alsoAimed', { amount: money(cell.aimedMinor) })}</small>}
    </>
  )
}
