import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { shownPhone } from '../phone-display.ts'
import { words as contactWords } from '../words.ts'
import type { Contact } from './ContactDialog.tsx'
import classes from './Contact.module.css'
import { words } from './words.ts'

const tones: Record<NonNullable<Contact['attitude']>, Tone> = {
  supporter: 'done',
  neutral: 'plain',
  opponent: 'risk2',
  unknown: 'quiet',
}

export function RoleChip({ role }: Pick<Contact, 'role'>): ReactNode {
  const t = useWords(contactWords)
  return role && <StatusChip tone={role === 'decider' ? 'primary' : 'plain'}>{t(`role.${role}`)}</StatusChip>
}

export function AttitudeChip({ attitude }: Pick<Contact, 'attitude'>): ReactNode {
  const t = useWords(contactWords)
  return attitude && <StatusChip tone={tones[attitude]}>{t(`attitude.${attitude}`)}</StatusChip>
}

/** Telephone as a link that dials; plain where it is masked. */
export function Phone({ contact }: { contact: Pick<Contact, 'phone' | 'phoneExtension' | 'masked'> }): ReactNode {
  const t = useWords(words)
  if (!contact.phone) return '–'
  const text = shownPhone(contact.phone, contact.phoneExtension, t('extension'))
  return contact.masked ? (
    <span title={t('maskedHint')}>{text}</span>
  ) : (
    <a className={classes['dial']} href={`tel:${contact.phone}`}>
      {text}
    </a>
  )
}

export function Email({ contact }: { contact: Pick<Contact, 'email' | 'masked'> }): ReactNode {
  if (!contact.email) return '–'
  return contact.masked ? contact.email : <a href={`mailto:${contact.email}`}>{contact.email}</a>
}

export const CustomerLink = ({ customer }: Pick<Contact, 'customer'>): ReactNode => (
  <Link to="/customers/$id" params={{ id: customer.id }} onClick={(event) => event.stopPropagation()}>
    {customer.name}
  </Link>
)
