import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listContacts } from '../../contacts/contract.ts'
import { shownPhone } from '../../contacts/phone-display.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './DealView.module.css'
import { Section } from './Section.tsx'
import type { Deal } from './StagePath.tsx'
import { words as dealWords } from './words/deal.ts'

/** The people at the customer, the deal's own contact first. */
export function CustomerContacts({ deal }: { deal: Deal }): ReactNode {
  const d = useWords(dealWords)
  const customerId = deal.customer?.id
  const query = useRead(
    listContacts,
    { query: { customer: customerId ?? '', limit: 50, sort: 'name' } },
    { enabled: customerId !== undefined },
  )
  if (customerId === undefined) return null
  const people = [...(query.data?.items ?? [])].sort(
    (a, b) => Number(b.id === deal.contact?.id) - Number(a.id === deal.contact?.id),
  )
  return (
    <Section title={d('contacts')}>
      {query.isPending ? (
        <TextSkeleton lines={2} />
      ) : query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : people.length === 0 ? (
        <p>
          {d('noContacts')}{' '}
          <Link to="/customers/$id" params={{ id: customerId }}>
            {d('toCustomer')}
          </Link>
        </p>
      ) : (
        <ul className={classes['people']}>
          {people.map((person) => (
            <Person key={person.id} person={person} isMain={person.id === deal.contact?.id} />
          ))}
        </ul>
      )}
    </Section>
  )
}

type PersonShape = NonNullable<ReturnType<typeof useRead<typeof listContacts>>['data']>['items'][number]

function Person({ person, isMain }: { person: PersonShape; isMain: boolean }): ReactNode {
  const d = useWords(dealWords)
  const c = useWords(contactWords)
  const { name, title, role, attitude, phone, phoneExtension, masked } = person
  return (
    <li className={classes['person']}>
      <strong>{name}</strong>
      {isMain && <StatusChip tone="primary">{d('mainContact')}</StatusChip>}
      {title && <span>{title}</span>}
      {role && <span>{c(`role.${role}`)}</span>}
      {attitude && attitude !== 'unknown' && <span>{c(`attitude.${attitude}`)}</span>}
      {phone &&
        (masked ? (
          <span>{shownPhone(phone, phoneExtension)}</span>
        ) : (
          <a href={`tel:${phone}`}>{shownPhone(phone, phoneExtension)}</a>
        ))}
    </li>
  )
}
