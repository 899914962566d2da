import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readAccountTeam } from '../contract.ts'
import classes from './AccountTeam.module.css'
import { words } from './words.ts'

/** Who is on the account team, in which role, with which access; changed on the customer's own page. */
export function AccountTeamList({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const team = useRead(readAccountTeam, { params: { id: customerId } }, { follows: ['account-roles', 'customers'] })
  const one = team.data
  return (
    <section aria-label={t('team')}>
      <div className={classes['head']}>
        <h3>{t('team')}</h3>
        <Link to="/customers/$id" params={{ id: customerId }}>
          {t('toCustomer')}
        </Link>
      </div>
      {!one ? (
        team.error ? (
          <ErrorPanel problem={team.error} retry={() => void team.refetch()} />
        ) : (
          <TextSkeleton lines={2} />
        )
      ) : (
        <>
          <p className={classes['hint']}>{t('ownerIs', { name: one.owner.name })}</p>
          {one.items.length === 0 && <p className={classes['hint']}>{t('nobodyElse')}</p>}
          <ul className={classes['list']}>
            {one.items.map(({ id, member, role, access }) => (
              <li key={id}>
                <span className={classes['line']}>
                  <strong>{member.name}</strong>
                  <StatusChip tone="primary">{role.name}</StatusChip>
                </span>
                <StatusChip tone={access === 'write' ? 'plain' : 'quiet'}>{t(`access.${access}`)}</StatusChip>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
