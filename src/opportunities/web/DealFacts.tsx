import type { ReactNode } from 'react'
import { Day, Money, Share } from '../../ui/Figures.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Card } from './board-model.ts'
import { nextDayText, nextStepText } from './CardFace.tsx'
import { searchContactsOf, searchMembers, searchProducts } from './choices.ts'
import classes from './DealFacts.module.css'
import { InlineEdit } from './InlineEdit.tsx'
import { useSaveFact } from './use-save-fact.ts'
import { words } from './words.ts'

/** Each fact of a deal as it is changed in place, in a cell of the table as on its page. `why` says why not. */
interface FactProps {
  deal: Card
  why?: string | undefined
}

const asChoice = (ref: { id: string; name: string } | null): Choice | null => ref && { value: ref.id, label: ref.name }
const isSameChoice = (a: Choice | null, b: Choice | null): boolean => a?.value === b?.value

export function AmountFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('amount')
  return (
    <InlineEdit<number | null>
      label={label}
      why={why}
      value={deal.amountMinor}
      show={<Money minor={deal.amountMinor} currency={deal.currency} />}
      editor={(field) => <MoneyField size="xs" currency={deal.currency} {...field} />}
      onSave={(amountMinor) => save(deal, { amountMinor }, { amountMinor: deal.amountMinor }, label)}
    />
  )
}

export function CloseFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('expectedClose')
  return (
    <InlineEdit<string | null>
      label={label}
      why={why}
      value={deal.expectedCloseOn}
      show={<Day on={deal.expectedCloseOn} />}
      editor={(field) => <DayField size="xs" {...field} />}
      onSave={(expectedCloseOn) => save(deal, { expectedCloseOn }, { expectedCloseOn: deal.expectedCloseOn }, label)}
    />
  )
}

export function OwnerFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('owner')
  return (
    <InlineEdit<Choice | null>
      label={label}
      why={why}
      isPick
      isSame={isSameChoice}
      value={asChoice(deal.owner)}
      show={deal.owner.name}
      editor={(field) => <SearchSelect size="xs" name="member" required search={searchMembers} {...field} />}
      onSave={async (choice) => (choice ? save(deal, { ownerId: choice.value }, { ownerId: deal.owner.id }, label) : undefined)}
    />
  )
}

export function ProductFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('product')
  return (
    <InlineEdit<Choice | null>
      label={label}
      why={why}
      isPick
      isSame={isSameChoice}
      value={asChoice(deal.product)}
      show={deal.product?.name ?? '–'}
      editor={(field) => <SearchSelect size="xs" name="product" search={searchProducts} {...field} />}
      onSave={(choice) => save(deal, { productId: choice?.value ?? null }, { productId: deal.product?.id ?? null }, label)}
    />
  )
}

export function ContactFact({ deal, why, contact }: FactProps & { contact: { id: string; name: string } | null }): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('contact')
  const reason = deal.customer ? why : t('noCustomer')
  return (
    <InlineEdit<Choice | null>
      label={label}
      why={reason}
      isPick
      isSame={isSameChoice}
      value={asChoice(contact)}
      show={contact?.name ?? '–'}
      editor={(field) => (
        <SearchSelect
          size="xs"
          name={`contact-of-${deal.customer?.id}`}
          search={searchContactsOf(deal.customer?.id ?? '')}
          {...field}
        />
      )}
      onSave={(choice) => save(deal, { contactId: choice?.value ?? null }, { contactId: contact?.id ?? null }, label)}
    />
  )
}

export function NextStepFact({ deal, why, isPlain = false }: FactProps & { isPlain?: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const save = useSaveFact()
  const label = t('nextStep')
  const text = isPlain ? (deal.nextStep ?? t('stepNone')) : nextStepText(deal, t, format)
  return (
    <InlineEdit<string>
      label={label}
      why={why}
      value={deal.nextStep ?? ''}
      show={
        <span className={classes['step']} data-state={deal.nextStepState}>
          <svg className={classes['icon']} aria-hidden="true">
            <use href={`#step-${deal.nextStepState}`} />
          </svg>
          {text}
        </span>
      }
      editor={({ onChange, ...field }) => (
        <TextField size="xs" maxLength={300} {...field} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      onSave={(step) => save(deal, { nextStep: step.trim() || null }, { nextStep: deal.nextStep }, label)}
    />
  )
}

/** `isJudged`: the day with what it means today, where the step beside it is plain. */
export function NextStepDayFact({ deal, why, isJudged = false }: FactProps & { isJudged?: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const save = useSaveFact()
  const label = t('nextStepOn')
  return (
    <InlineEdit<string | null>
      label={label}
      why={why}
      value={deal.nextStepOn}
      show={
        isJudged && deal.nextStepOn !== null ? (
          <span className={classes['step']} data-state={deal.nextStepState}>
            {nextDayText(deal, t, format)}
          </span>
        ) : (
          <Day on={deal.nextStepOn} />
        )
      }
      editor={(field) => <DayField size="xs" {...field} />}
      onSave={(nextStepOn) => save(deal, { nextStepOn }, { nextStepOn: deal.nextStepOn }, label)}
    />
  )
}

export function NameFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('name')
  return (
    <InlineEdit<string>
      label={label}
      why={why}
      value={deal.name}
      show={deal.name}
      editor={({ onChange, ...field }) => (
        <TextField size="xs" maxLength={200} {...field} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      onSave={async (name) => (name.trim() ? save(deal, { name: name.trim() }, { name: deal.name }, label) : undefined)}
    />
  )
}

export function OwnChanceFact({ deal, why }: FactProps): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('ownProbability')
  const percent = deal.ownProbability === null ? null : Math.round(deal.ownProbability * 100)
  return (
    <InlineEdit<number | null>
      label={label}
      why={why}
      value={percent}
      show={<Share value={deal.ownProbability} />}
      editor={(field) => <NumberField size="xs" min={0} max={100} suffix="%" {...field} />}
      onSave={(next) =>
        save(deal, { ownProbability: next === null ? null : next / 100 }, { ownProbability: deal.ownProbability }, label)
      }
    />
  )
}

export function NoteFact({ deal, why, note }: FactProps & { note: string | null }): ReactNode {
  const t = useWords(words)
  const save = useSaveFact()
  const label = t('note')
  return (
    <InlineEdit<string>
      label={label}
      why={why}
      value={note ?? ''}
      show={<span className={classes['note']}>{note || '–'}</span>}
      editor={({ onChange, ...field }) => (
        <LongTextField size="xs" maxLength={10_000} {...field} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
      onSave={(next) => save(deal, { note: next.trim() || null }, { note }, label)}
    />
  )
}
