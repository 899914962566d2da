import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Customer.module.css'
import type { Customer, CustomerSlots } from './customer-slots.ts'
import { CustomerFacts, CustomerFigures } from './CustomerFacts.tsx'
import { Merges } from './Merges.tsx'
import { words } from './words.ts'

/** A customer in the order of every detail page: figures, facts, people, deals, activities, history. Narrow in a drawer. */
export function CustomerView({
  customer,
  slots,
  isWide,
}: {
  customer: Customer
  slots: CustomerSlots
  isWide: boolean
}): ReactNode {
  const t = useWords(words)
  const first = (
    <>
      {slots.standing(customer)}
      <CustomerFacts customer={customer} />
      {slots.people(customer)}
      <Panel title={t('deals')}>{slots.deals(customer)}</Panel>
      {isWide && slots.cards(customer)}
    </>
  )
  const second = (
    <>
      <Panel>{slots.timeline(customer)}</Panel>
      {isWide && <Panel title={t('history')}>{slots.history(customer)}</Panel>}
    </>
  )
  return (
    <div className={classes['stacked']}>
      <Merges customer={customer} />
      <CustomerFigures customer={customer} />
      {isWide ? (
        <div className={classes['view']}>
          <div className={classes['column']}>{first}</div>
          <div className={classes['column']}>{second}</div>
        </div>
      ) : (
        <>
          {first}
          {second}
        </>
      )}
    </div>
  )
}
