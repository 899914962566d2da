import { Button } from '@mantine/core'
import { IconPlus, IconSitemap } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import type { ReplyOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { RowActions, type RowAction } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archiveTeam, listTeams, type readTeam } from '../contract.ts'
import { teamTree } from '../team-tree.ts'
import classes from './Settings.module.css'
import type { TeamDraft } from './TeamDialog.tsx'
import { words } from './words/teams.ts'

const TeamDialog = onDemand(
  async () => (await import('./TeamDialog.tsx')).TeamDialog,
  ({ draft }) => draft !== undefined,
)

export type Team = ReplyOf<typeof readTeam>

/** The company's regions and teams as a tree. */
export function TeamsPage(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const mayManage = can('members.manage')
  const list = useRead(listTeams, { query: { limit: 200 } })
  const teams = useMemo(() => list.data?.items.filter(({ archived }) => !archived) ?? [], [list.data])
  const branches = useMemo(() => teamTree(teams), [teams])
  const [draft, setDraft] = useState<TeamDraft>()
  return (
    <Page
      title={t('teams')}
      narrow
      actions={
        mayManage && (
          <Button
            size="xs"
            leftSection={<IconPlus size={16} />}
            onClick={() => setDraft({ parentId: branches[0]?.team.id ?? null })}
          >
            {t('addTeam')}
          </Button>
        )
      }
    >
      <Panel title={t('tree')} flush>
        {list.isPending && <TextSkeleton />}
        {list.error && <ErrorPanel problem={list.error} retry={() => void list.refetch()} />}
        {list.data && branches.length === 0 && (
          <EmptyState icon={<IconSitemap size={28} stroke={1.5} />} title={t('noTeams')} hint={t('noTeamsHint')} />
        )}
        <ul className={classes['rows']} aria-label={t('tree')}>
          {branches.map(({ team, depth }) => (
            <li key={team.id} style={{ paddingInlineStart: 16 + depth * 24 }}>
              <div className={classes['rowMain']}>
                <span className={classes['rowTitle']}>{team.name}</span> {team.isRegion && <StatusChip>{t('region')}</StatusChip>}
              </div>
              <Link to="/settings/members" search={{ team: team.id } as never}>
                {t('memberCount', { count: team.memberCount })}
              </Link>
              {mayManage && <TeamMenu team={team} isTop={team.parentId === null} onEdit={setDraft} />}
            </li>
          ))}
        </ul>
      </Panel>
      <TeamDialog draft={draft} teams={teams} onClose={() => setDraft(undefined)} />
    </Page>
  )
}

function TeamMenu({ team, isTop, onEdit }: { team: Team; isTop: boolean; onEdit: (draft: TeamDraft) => void }): ReactNode {
  const t = useWords(words)
  const { id, name } = team
  const archive = useWrite(archiveTeam, {
    onDone: () => notify.done(t('teamArchived', { name })),
    onProblem: (problem) => notify.refused(problem),
  })
  const ask = async (): Promise<void> => {
    const yes = await confirm({
      title: t('archiveTeamTitle', { name }),
      body: t('archiveTeamBody'),
      action: t('archiveTeam'),
      danger: true,
    })
    if (yes) archive.mutate({ params: { id } })
  }
  const actions: RowAction[] = [
    { key: 'edit', label: t('editTeam'), run: () => onEdit({ team, parentId: team.parentId }) },
    { key: 'below', label: t('addSubTeam'), run: () => onEdit({ parentId: id }) },
    ...(isTop ? [] : [{ key: 'archive', label: t('archiveTeam'), run: () => void ask(), danger: true }]),
  ]
  return <RowActions of={name} actions={actions} />
}
