import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
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
          {phone && (
            <Button component="a" href={`tel:${phone}`} size="compact-xs" variant="default" leftSection={<IconPhone size={14} />}>
              {t('call')}
            </Button>
          )}
          {opportunity && kind !== 'revive' && (
            <Link className={classes['go']!} to="/opportunities/$id" params={{ id: opportunity.id }}>
              {t(kind === 'confirm' ? 'do' : 'plan')}
            </Link>
          )}
          {opportunity && kind === 'revive' && (
            <Link className={classes['go']!} to="/opportunities/$id" params={{ id: opportunity.id }}>
              {t('plan')}
            </Link>
          )}
          <LogLink
            about={opportunity ? `opportunity:${opportunity.id}` : lead ? `lead:${lead.id}` : `customer:${customer!.id}`}
          />
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
