import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { MoneyField } from '../../ui/fields/NumberField.tsx'
import { Day, Money } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { placeDeal } from '../contract.ts'
import type { PlanSlots } from './plan-slots.ts'
import { useSavePlan, useShowPlan, useUnitName, type Plan, type PlanCell } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const sayings = ['unknown', 'aimed', 'not-for-them'] as const

interface CellDialogProps {
  opened: boolean
  plan: Plan
  cell: PlanCell
  slots: PlanSlots
  onClose: () => void
}

/** One cell of the white space: its deals, what we aim at there, and the way to a new deal. */
export function CellDialog({ opened, plan, cell, slots, onClose }: CellDialogProps): ReactNode {
  const t = useWords(words)
  const unitName = useUnitName()
  const stored = { said: cell.said ?? ('unknown' as const), amountMinor: cell.aimedMinor, note: cell.note }
  const [word, setWord] = useState<{ said: (typeof sayings)[number]; amountMinor: number | null; note: string }>(stored)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isCreating, setCreating] = useState(false)
  const save = useSavePlan(plan)
  const show = useShowPlan()
  const move = useWrite(placeDeal, { onDone: show, onProblem: setProblem })
  useOpening(opened, () => {
    setWord(stored)
    setProblem(null)
  })
  const closed = plan.permissions.edit !== null
  const unit = plan.document.units.find(({ id }) => id === cell.unitId)
  const isTyped = unit === undefined || unit.customerId === null
  const product = { id: cell.productId, name: plan.names.products[cell.productId] ?? '' }
  const customer = unit?.customerId ? { id: unit.customerId, name: unit.name } : plan.customer
  const place = (dealId: string, unitId: string | null): void =>
    move.mutate({ params: { id: plan.id, dealId }, body: { unitId } })
  const send = async (): Promise<void> => {
    const { said, amountMinor, note } = word
    const others = plan.document.cells.filter((one) => one.productId !== cell.productId || one.unitId !== cell.unitId)
    const own = said === 'unknown' ? [] : [{ productId: cell.productId, unitId: cell.unitId, said, amountMinor: said === 'aimed' ? amountMinor : null, note }] // prettier-ignore
    const refused = await save({ cells: [...others, ...own] })
    setProblem(refused)
    if (!refused) onClose()
  }
  const deals = plan.deals.filter(({ id }) => cell.dealIds.includes(id))
  return (
    <>
      <Dialog
        opened={opened && !isCreating}
        onClose={onClose}
        title={`${product.name} · ${unitName(plan, cell.unitId)}`}
        size={560}
        dirty={JSON.stringify(word) !== JSON.stringify(stored)}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        footer={<SaveButtons onClose={onClose} isPending={false} disabled={plan.permissions.edit?.sentence ?? false} />}
      >
        <h3 className={classes['sub']}>{t('cellDeals')}</h3>
        {deals.length === 0 ? (
          <p className={classes['hint']}>{t('cellNoDeals')}</p>
        ) : (
          <ul className={classes['deals']}>
            {deals.map((deal) => (
              <li key={deal.id}>
                <Link to="/opportunities/$id" params={{ id: deal.id } as never}>
                  {deal.name}
                </Link>
                <StatusChip tone={deal.isWon ? 'done' : 'primary'}>{t(deal.isWon ? 'cell.bought' : 'cell.open')}</StatusChip>
                <Money minor={deal.amountMinor} compact />
                {deal.closedOn && <Day on={deal.closedOn} />}
                {isTyped && !closed && plan.document.units.some(({ customerId }) => customerId === null) && (
                  <label className={classes['belongs']}>
                    <span className={classes['hint']}>{t('belongsTo')}</span>
                    <select value={deal.unitId ?? ''} onChange={(event) => place(deal.id, event.currentTarget.value || null)}>
                      <option value="">{t('company')}</option>
                      {plan.document.units
                        .filter(({ customerId }) => customerId === null)
                        .map(({ id, name }) => (
                          <option key={id} value={id}>
                            {name}
                          </option>
                        ))}
                    </select>
                  </label>
                )}
              </li>
            ))}
          </ul>
        )}
        <Button
          variant="default"
          size="xs"
          className={classes['add']!}
          leftSection={<IconPlus size={15} />}
          disabled={closed}
          title={plan.permissions.edit?.sentence}
          onClick={() => setCreating(true)}
        >
          {t('newDeal')}
        </Button>
        <ChoiceField
          label={t('cellSay')}
          options={sayings.map((value) => ({ value, label: t(`cell.${value}`) }))}
          value={word.said}
          onChange={(said) => setWord({ ...word, said })}
        />
        {word.said === 'aimed' && (
          <MoneyField
            label={t('cellAmount')}
            value={word.amountMinor}
            onChange={(amountMinor) => setWord({ ...word, amountMinor })}
          />
        )}
        {word.said !== 'unknown' && (
          <LongTextField
            label={t('note')}
            maxLength={300}
            value={word.note}
            onChange={(event) => setWord({ ...word, note: event.currentTarget.value })}
          />
        )}
        <FormProblem problem={problem} />
      </Dialog>
      {slots.newDeal({
        opened: isCreating,
        customer,
        product,
        onClose: () => setCreating(false),
        onCreated: (id) => {
          setCreating(false)
          if (cell.unitId !== null && isTyped) place(id, cell.unitId)
          else notify.done(t('moved', { unit: unitName(plan, cell.unitId) }))
        },
      })}
    </>
  )
}
