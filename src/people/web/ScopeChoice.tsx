import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { listMembers, listTeams } from '../contract.ts'
import { words } from './words/scope.ts'

interface ScopeChoiceProps {
  team: string | undefined
  owner: string | undefined
  onChange: (next: { team: string | undefined; owner: string | undefined }) => void
}

/** Teams and people within reach; somebody who only reaches themselves has nothing to choose. */
export function ScopeChoice({ team, owner, onChange }: ScopeChoiceProps): ReactNode {
  const t = useWords(words)
  const teams = useRead(listTeams, { query: { limit: 200 } }, { staleTime: 300_000 })
  const people = useRead(listMembers, { query: { limit: 200, reachable: 'true', role: 'rep' } }, { staleTime: 300_000 })
  const reached = people.data?.items.filter(({ status }) => status !== 'deactivated') ?? []
  if (reached.length < 2 && !team && !owner) return null
  const own = new Set(reached.map(({ teamId }) => teamId))
  const offered = (teams.data?.items ?? []).filter(({ id, archived }) => !archived && (own.has(id) || id === team))
  return (
    <NativeSelect
      size="xs"
      aria-label={t('scope')}
      value={team ? `team ${team}` : owner ? `owner ${owner}` : ''}
      onChange={(event) => {
        const [kind, id] = event.currentTarget.value.split(' ')
        onChange({ team: kind === 'team' ? id : undefined, owner: kind === 'owner' ? id : undefined })
      }}
    >
      <option value="">{t('wholeReach')}</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={`team ${id}`}>
          {name}
        </option>
      ))}
      {reached.map(({ id, name, teamName }) => (
        <option key={id} value={`owner ${id}`}>
          {teamName ? `${teamName} · ${name}` : name}
        </option>
      ))}
    </NativeSelect>
  )
}
