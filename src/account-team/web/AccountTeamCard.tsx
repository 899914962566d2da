import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Role } from '../../people/roles.ts'
import { words as peopleWords } from '../../people/words.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { joinAccountTeam, leaveAccountTeam, readAccountTeam } from '../contract.ts'
import classes from './AccountTeam.module.css'
import { touched, type Place } from './team-view.ts'
import { words } from './words.ts'

const JoinDialog = onDemand(
  async () => (await import('./JoinDialog.tsx')).JoinDialog,
  ({ opened }) => opened,
)

/** Who looks after a customer beside its owner, with which access; and who did. */
export function AccountTeamCard({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const team = useRead(readAccountTeam, { params: { id: customerId } }, { follows: ['account-roles'] })
  const [isJoining, setJoining] = useState(false)
  const one = team.data
  if (!one)
    return (
      <Panel title={t('team')}>
        {team.error ? <ErrorPanel problem={team.error} retry={() => void team.refetch()} /> : <TextSkeleton lines={3} />}
      </Panel>
    )
  const closed = one.permissions.edit?.sentence
  return (
    <Panel
      title={t('team')}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserPlus size={15} />}
          disabled={closed !== undefined}
          title={closed}
          onClick={() => setJoining(true)}
        >
          {t('add')}
        </Button>
      }
    >
      <p className={classes['hint']}>{t('ownerIs', { name: one.owner.name })}</p>
      {one.items.length === 0 ? (
        <p className={classes['hint']}>{t('empty')}</p>
      ) : (
        <ul className={classes['list']}>
          {one.items.map((place) => (
            <Member key={place.id} customerId={customerId} place={place} closed={closed} />
          ))}
        </ul>
      )}
      <Past places={one.past} />
      <JoinDialog opened={isJoining} customerId={customerId} team={one} onClose={() => setJoining(false)} />
    </Panel>
  )
}

function Member({ customerId, place, closed }: { customerId: string; place: Place; closed: string | undefined }): ReactNode {
  const t = useWords(words)
  const p = useWords(peopleWords)
  const format = useFormat()
  const { id, member, memberRole, role, access, since, addedBy } = place
  const refused = { touches: touched, onProblem: notify.refused }
  const change = useWrite(joinAccountTeam, { ...refused, onDone: () => notify.done(t('changed', { name: member.name })) })
  const remove = useWrite(leaveAccountTeam, { ...refused, onDone: () => notify.done(t('removed', { name: member.name })) })
  const other = access === 'read' ? 'write' : 'read'
  return (
    <li>
      <span className={classes['who']}>
        <span className={classes['line']}>
          <strong>{member.name}</strong>
          <StatusChip tone="primary">{role.name}</StatusChip>
          <StatusChip tone={access === 'write' ? 'plain' : 'quiet'}>{t(`access.${access}`)}</StatusChip>
        </span>
        <span className={classes['hint']}>
          {p(`role.${memberRole as Role}`)} · {t('since', { day: format.day(since.slice(0, 10)) })} ·{' '}
          {t('addedBy', { name: addedBy.name })}
        </span>
      </span>
      <RowActions
        of={member.name}
        actions={[
          {
            key: 'access',
            label: t(other === 'write' ? 'toWrite' : 'toRead'),
            closed,
            run: () =>
              change.mutate({ params: { id: customerId }, body: { memberId: member.id, role: role.key, access: other } }),
          },
          {
            key: 'remove',
            label: t('remove'),
            danger: true,
            closed,
            run: () => remove.mutate({ params: { id: customerId, placeId: id } }),
          },
        ]}
      />
    </li>
  )
}

function Past({ places }: { places: readonly Place[] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (places.length === 0) return null
  return (
    <details className={classes['past']}>
      <summary>{t('past', { count: places.length })}</summary>
      <ul className={classes['list']}>
        {places.map(({ id, member, role, since, endedAt, endReason }) => (
          <li key={id}>
            <span>
              {member.name} · {role.name}
            </span>
            <span className={classes['hint']}>
              {t('until', { from: format.day(since.slice(0, 10)), to: format.day((endedAt ?? since).slice(0, 10)) })}
              {endReason && ` · ${t(`end.${endReason}`)}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
