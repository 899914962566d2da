import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { listProducts } from '../../products/contract.ts'
import { call, newKey } from '../../ui/api.ts'
import { TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useWords } from '../../ui/use-words.ts'
import { PartDialog } from './PartDialog.tsx'
import { ofPerCent, perCent, type Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const parts = ['products', 'units'] as const

const searchProducts = async (q: string, signal: AbortSignal): Promise<Choice[]> => {
  const { items } = await call(listProducts, { query: { ...(q !== '' && { q }), limit: 20, active: 'true' }, signal })
  return items.map(({ id, name, series }) => ({ value: id, label: name, hint: series ?? undefined }))
}

/** Which products and which units the table has, with what is aimed at of each product. */
export function ShapeDialog({ opened, plan, onClose }: { opened: boolean; plan: Plan; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const [names, setNames] = useState<Record<string, string>>({})
  const nameOf = (id: string): string => plan.names.products[id] ?? names[id] ?? '–'
  return (
    <PartDialog
      opened={opened}
      onClose={onClose}
      title={t('shape')}
      plan={plan}
      parts={parts}
      size={640}
      isComplete={({ units }) => units.every(({ name }) => name.trim() !== '')}
    >
      {({ products, units }, edit) => (
        <>
          <h3 className={classes['sub']}>{t('product')}</h3>
          {products.map((product) => {
            const put = (change: Partial<typeof product>): void =>
              edit({ products: products.map((one) => (one.productId === product.productId ? { ...one, ...change } : one)) })
            const name = nameOf(product.productId)
            return (
              <div key={product.productId} className={classes['editRow']} data-shape="product">
                <span>{name}</span>
                <MoneyField
                  aria-label={t('productRow', { name, what: t('productAmount') })}
                  placeholder={t('productAmount')}
                  value={product.amountMinor}
                  onChange={(amountMinor) => put({ amountMinor })}
                />
                <NumberField
                  aria-label={t('productRow', { name, what: t('productShare') })}
                  placeholder={t('productShare')}
                  min={0}
                  max={100}
                  value={perCent(product.share)}
                  onChange={(value) => put({ share: ofPerCent(value) })}
                />
                <CloseButton
                  aria-label={t('removeOf', { name })}
                  onClick={() => edit({ products: products.filter(({ productId }) => productId !== product.productId) })}
                />
              </div>
            )
          })}
          <SearchSelect
            key={products.length}
            name="product of a plan"
            label={t('addProduct')}
            search={searchProducts}
            value={null}
            onChange={(choice) => {
              if (!choice || products.some(({ productId }) => productId === choice.value)) return
              setNames((before) => ({ ...before, [choice.value]: choice.label }))
              edit({ products: [...products, { productId: choice.value, amountMinor: null, share: null }] })
            }}
          />
          <h3 className={classes['sub']}>{t('unit')}</h3>
          {units.map((unit, at) => (
            <div key={unit.id} className={classes['editRow']} data-shape="unit">
              <TextField
                required
                aria-label={t('unitName', { number: at + 1 })}
                value={unit.name}
                onChange={(event) =>
                  edit({ units: units.map((one) => (one.id === unit.id ? { ...one, name: event.currentTarget.value } : one)) })
                }
              />
              <span className={classes['hint']}>{unit.customerId !== null && t('subsidiary')}</span>
              <CloseButton
                aria-label={t('removeOf', { name: unit.name || t('unitName', { number: at + 1 }) })}
                onClick={() => edit({ units: units.filter(({ id }) => id !== unit.id) })}
              />
            </div>
          ))}
          <div className={classes['line']}>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={15} />}
              disabled={units.length >= 30}
              onClick={() => edit({ units: [...units, { id: newKey(), name: '', customerId: null }] })}
            >
              {t('addUnit')}
            </Button>
            {plan.group
              .filter(({ id }) => !units.some(({ customerId }) => customerId === id))
              .map(({ id, name }) => (
                <Button
                  key={id}
                  variant="default"
                  size="xs"
                  title={t('fromGroupHint')}
                  leftSection={<IconPlus size={15} />}
                  onClick={() => edit({ units: [...units, { id: newKey(), name: name.slice(0, 80), customerId: id }] })}
                >
                  {name}
                </Button>
              ))}
          </div>
        </>
      )}
    </PartDialog>
  )
}
