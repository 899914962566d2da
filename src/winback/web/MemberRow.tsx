import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CampaignMember } from '../contract.ts'
import type { MemberState } from '../member-state.ts'
import { Score } from './Score.tsx'
import type { Action } from './StepDialog.tsx'
import classes from './WinBack.module.css'
import { words } from './words/campaign.ts'

const tones: Record<MemberState, Tone> = {
  planned: 'plain',
  contacted: 'primary',
  answered: 'primary',
  're-opened': 'done',
  declined: 'quiet',
}
/** What is likely said next, as the button; the rest is in the menu. */
const next: Record<MemberState, Action | null> = {
  planned: 'contacted',
  contacted: 'answered',
  answered: 'return',
  're-opened': null,
  declined: null,
}

/** One lost deal of the list with its state and what may be done. */
export function MemberRow({ member, onDo }: { member: CampaignMember; onDo: (action: Action) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { deal, heldOut, state, reopens, successor } = member
  const denied = member.permissions.work?.sentence
  const label: Record<Action, string> = {
    contacted: t('doContacted'),
    answered: t('doAnswered'),
    declined: t('doDeclined'),
    planned: t('doPlanned'),
    return: t(reopens ? 'doReturn' : 'doFollow'),
  }
  const first = next[state]
  const others = (['contacted', 'answered', 'return', 'declined', 'planned'] as const).filter(
    (action) => action !== first && action !== state && !(action === 'planned' && state === 'planned'),
  )
  return (
    <li className={classes['member']}>
      <Score value={member.score} />
      <span className={classes['memberName']}>
        <Link to="/opportunities/$id" params={{ id: member.id }}>
          {deal.name}
        </Link>
        <small>
          {[
            deal.customer?.name,
            deal.reason?.name,
            deal.amountMinor === null ? null : format.money(deal.amountMinor, 'compact', deal.currency),
            format.day(deal.closedAt.slice(0, 10)),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {member.note && <small>{member.note}</small>}
      </span>
      <span className={classes['memberState']}>
        {heldOut ? (
          <StatusChip tone="quiet">{t('heldOut')}</StatusChip>
        ) : (
          <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
        )}
        {member.returned !== 'no' && <StatusChip tone="done">{t(`returned.${member.returned}`)}</StatusChip>}
        {!heldOut && <small>{member.assignee.name}</small>}
      </span>
      <span className={classes['memberActions']}>
        {successor && (
          <Link to="/opportunities/$id" params={{ id: successor.id }}>
            {t('openSuccessor')}
          </Link>
        )}
        {!heldOut && first && (
          <Button variant="default" size="compact-sm" disabled={denied !== undefined} title={denied} onClick={() => onDo(first)}>
            {label[first]}
          </Button>
        )}
        {!heldOut && state !== 're-opened' && (
          <RowActions
            of={deal.name}
            actions={others.map((action) => ({ key: action, label: label[action], run: () => onDo(action), closed: denied }))}
          />
        )}
      </span>
    </li>
  )
}
