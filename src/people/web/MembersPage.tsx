import { Button } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Moment } from '../../ui/Figures.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { RowActions, type RowAction } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, NothingFound } from '../../ui/States.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { inviteMember, listMembers, reactivateMember, type readMember } from '../contract.ts'
import { roles } from '../roles.ts'
import { words as people } from '../words.ts'
import { useRoleOptions, useTeamOptions } from './member-options.ts'
import classes from './Settings.module.css'
import { words } from './words/members.ts'

const MemberDialog = onDemand(
  async () => (await import('./MemberDialog.tsx')).MemberDialog,
  ({ member }) => member !== undefined,
)
const InvitationDialog = onDemand(
  async () => (await import('./InvitationDialog.tsx')).InvitationDialog,
  ({ invitation }) => invitation !== undefined,
)

export type Member = ReplyOf<typeof readMember>

const statuses = ['active', 'invited', 'no-sign-in', 'deactivated'] as const
const viewAsked = { q: asked.text, role: asked.oneOf(roles), team: asked.text, status: asked.oneOf(statuses) }
const tones: Record<Member['status'], Tone> = { active: 'done', invited: 'primary', 'no-sign-in': 'plain', deactivated: 'quiet' }

type Asking = (of: { member: Member | undefined; onClose: () => void }) => ReactNode

interface MembersPageProps {
  /** Gives all that a member looks after to a colleague; apps put it in. */
  portfolio: Asking
  /** Lets a member go once it is said what becomes of all that. */
  departure: Asking
}

/** Who works here: invite, give a role and a team, let go and let back in. */
export function MembersPage({ portfolio, departure }: MembersPageProps): ReactNode {
  const t = useWords(words)
  const p = useWords(people)
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const list = useList(listMembers, { query: view })
  const roleOptions = useRoleOptions()
  const teamOptions = useTeamOptions()
  const [editing, setEditing] = useState<Member | 'new'>()
  const [giving, setGiving] = useState<Member>()
  const [leaving, setLeaving] = useState<Member>()
  const [invitation, setInvitation] = useState<{ name: string; url: string }>()
  const fields: FilterField[] = [
    { kind: 'text', key: 'q', label: t('searchMembers') },
    { kind: 'choice', key: 'role', label: t('role'), options: roleOptions },
    { kind: 'choice', key: 'team', label: t('team'), options: teamOptions },
    {
      kind: 'choice',
      key: 'status',
      label: t('status'),
      options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
  ]
  const menu = useMemo(() => ({ onEdit: setEditing, onInvite: setInvitation, onHandOver: setGiving, onLeave: setLeaving }), [])
  const columns = useMemo<Column<Member>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, width: 160, fixed: true },
      { key: 'email', header: t('email'), cell: ({ email }) => email ?? '–' },
      { key: 'role', header: t('role'), cell: ({ role }) => p(`role.${role}`), width: 160 },
      { key: 'team', header: t('team'), cell: ({ teamName }) => teamName ?? '–', width: 140 },
      { key: 'status', header: t('status'), cell: (member) => <Standing member={member} />, width: 120 },
      { key: 'phone', header: t('phone'), cell: ({ phone }) => phone ?? '–', width: 140, hidden: true },
      { key: 'createdAt', header: t('joined'), cell: ({ createdAt }) => <Moment at={createdAt} />, width: 150, hidden: true },
      {
        key: 'actions',
        header: '',
        cell: (member) => <MemberMenu member={member} {...menu} />,
        width: 56,
        align: 'end',
        fixed: true,
      },
    ],
    [t, p, menu],
  )
  const mayManage = can('members.manage')
  return (
    <Page
      title={t('members')}
      fill
      actions={
        mayManage && (
          <Button size="xs" leftSection={<IconUserPlus size={16} />} onClick={() => setEditing('new')}>
            {t('inviteMember')}
          </Button>
        )
      }
      toolbar={<FilterBar view={view} onChange={setView} fields={fields} />}
    >
      <Panel grow flush>
        <DataTable
          name="members"
          label={t('members')}
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          {...(mayManage && { onOpen: setEditing })}
          card={(member) => (
            <div className={classes['person']}>
              <div className={classes['personHead']}>
                {member.name} <Standing member={member} />
                <span className={classes['personMenu']}>
                  <MemberMenu member={member} {...menu} />
                </span>
              </div>
              <div className={classes['hint']}>
                {p(`role.${member.role}`)} · {member.teamName ?? t('noTeam')}
              </div>
              <div className={classes['hint']}>{member.email}</div>
            </div>
          )}
          empty={
            isFiltered(view, fields) ? (
              <NothingFound onClear={() => setView(withoutFilters(fields))} />
            ) : (
              <EmptyState icon={<IconUsers size={28} stroke={1.5} />} title={t('noMembers')} hint={t('noMembersHint')} />
            )
          }
        />
      </Panel>
      <MemberDialog member={editing} onClose={() => setEditing(undefined)} onInvited={setInvitation} />
      {portfolio({ member: giving, onClose: () => setGiving(undefined) })}
      {departure({ member: leaving, onClose: () => setLeaving(undefined) })}
      <InvitationDialog invitation={invitation} onClose={() => setInvitation(undefined)} />
    </Page>
  )
}

interface MemberMenuProps {
  member: Member
  onEdit: (member: Member) => void
  onInvite: (invitation: { name: string; url: string }) => void
  onHandOver: (member: Member) => void
  onLeave: (member: Member) => void
}

function MemberMenu({ member, onEdit, onInvite, onHandOver, onLeave }: MemberMenuProps): ReactNode {
  const t = useWords(words)
  const { id, name, status, email, permissions } = member
  const onProblem = notify.refused
  const back = useWrite(reactivateMember, { onDone: () => notify.done(t('reactivated', { name })), onProblem })
  const invite = useWrite(inviteMember, { onDone: ({ invitationUrl }) => onInvite({ name, url: invitationUrl }), onProblem })
  const { can } = useSession()
  const handOver: RowAction[] = can('records.assign')
    ? [{ key: 'hand-over', label: t('handOver'), run: () => onHandOver(member) }]
    : []
  if (permissions.edit) return handOver.length > 0 ? <RowActions of={name} actions={handOver} /> : null
  const actions: RowAction[] = [
    { key: 'edit', label: t('editMember'), run: () => onEdit(member) },
    ...(email && status !== 'deactivated'
      ? [{ key: 'invite', label: t('newInvite'), run: () => invite.mutate({ params: { id } }) }]
      : []),
    ...handOver,
    status === 'deactivated'
      ? { key: 'back', label: t('reactivate'), run: () => back.mutate({ params: { id } }) }
      : {
          key: 'leave',
          label: t('deactivate'),
          run: () => onLeave(member),
          danger: true,
          closed: permissions.deactivate?.sentence,
        },
  ]
  return <RowActions of={name} actions={actions} />
}

function Standing({ member: { status } }: { member: Member }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[status]}>{t(`status.${status}`)}</StatusChip>
}
