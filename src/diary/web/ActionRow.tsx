import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { skipReasons } from '../action-contract.ts'
import classes from './Actions.module.css'
import type { DayList } from './DayActions.tsx'
import { LogLink } from './LogLink.tsx'
import { useHandling } from './use-handling.ts'
import { words } from './words/actions.ts'

type Action = DayList['actions'][number]

const given = skipReasons.filter((reason) => reason !== 'other')

/** One action: what it is about, why in one sentence, what it is worth, and the one click that does it. */
export function ActionRow({ action, isOwn }: { action: Action; isOwn: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { handle, isPending } = useHandling()
  const { key, kind, why, opportunity, customer, lead, phone, minutes, perHourMinor, works } = action
  const name = opportunity?.name ?? customer?.name ?? lead?.name ?? ''
  const about = opportunity ? `opportunity:${opportunity.id}` : lead ? `lead:${lead.id}` : `customer:${customer!.id}`
  return (
    <li className={classes['row']}>
      <div className={classes['what']}>
        <span className={classes['head']}>
          <StatusChip tone="primary">{t(`kind.${kind}`)}</StatusChip>
          <About opportunity={opportunity} customer={customer} lead={lead} />
        </span>
        <span className={classes['why']}>{why}</span>
        <span className={classes['quiet']}>
          <strong>{t('perHour', { money: format.money(perHourMinor, 'compact') })}</strong> · {t('minutes', { count: minutes })} ·{' '}
          {t('works', { share: format.share(works) })}
        </span>
      </div>
      {isOwn && (
        <div className={classes['side']}>
          {phone && <CallButton phone={phone} about={about} />}
          {opportunity && (
            <Link className={classes['go']!} to="/opportunities/$id" params={{ id: opportunity.id }} hash={placeOf(action)}>
              {t(kind === 'confirm' ? 'do' : 'plan')}
            </Link>
          )}
          <LogLink about={about} />
          <Button size="compact-xs" variant="light" loading={isPending} onClick={() => handle(key, name, 'done')}>
            {t('done')}
          </Button>
          <RowActions
            label={t('skip')}
            of={name}
            actions={given.map((reason) => ({
              key: reason,
              label: t(`skip.${reason}`),
              run: () => handle(key, name, 'skipped', reason),
            }))}
          />
        </div>
      )}
    </li>
  )
}

/** Where on the deal's page it is done: the element that is to be confirmed, else the next step. */
const placeOf = ({ kind, element }: Action): string =>
  kind === 'confirm' && element ? `place=element-${element.key}` : 'fact=step'

/** Dials, and opens the record of the call: what was said is written while it is said. */
function CallButton({ phone, about }: { phone: string; about: string }): ReactNode {
  const t = useWords(words)
  const navigate = useNavigate()
  const { can } = useSession()
  const record = (): void => {
    if (can('activities.write'))
      void navigate({ to: '.', search: ((now: object) => ({ ...now, log: `${about}:call` })) as never, resetScroll: false })
  }
  return (
    <Button
      component="a"
      href={`tel:${phone}`}
      title={phone}
      size="compact-xs"
      variant="default"
      leftSection={<IconPhone size={14} />}
      onClick={record}
    >
      {t('call')}
    </Button>
  )
}

function About({ opportunity, customer, lead }: Pick<Action, 'opportunity' | 'customer' | 'lead'>): ReactNode {
  if (opportunity)
    return (
      <>
        <Link to="/opportunities/$id" params={{ id: opportunity.id }}>
          {opportunity.name}
        </Link>
        {customer && <span className={classes['quiet']}>{customer.name}</span>}
      </>
    )
  if (lead)
    return (
      <Link to="/leads" search={{ peek: lead.id } as never}>
        {lead.name}
      </Link>
    )
  return (
    <Link to="/customers/$id" params={{ id: customer!.id }}>
      {customer!.name}
    </Link>
  )
}
