import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { archiveScenario, listScenarios, restoreScenario, type Scenario } from '../scenario-contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/desk.ts'

const ScenarioDialog = onDemand(
  async () => (await import('./ScenarioDialog.tsx')).ScenarioDialog,
  ({ opened }) => opened,
)
const ScenarioDrawer = onDemand(
  async () => (await import('./ScenarioDrawer.tsx')).ScenarioDrawer,
  ({ id }) => id !== undefined,
)

/** Saved scenarios, one's own and shared ones: put on the desk again, or held against what happened since. */
export function ScenarioList({
  pipeline,
  onPut,
}: {
  pipeline: string | undefined
  onPut: (scenario: Scenario) => void
}): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const scenarios = useList(listScenarios, { query: { pipeline, limit: 20 } })
  const [compared, setCompared] = useState<string>()
  const [edited, setEdited] = useState<Scenario>()
  const restore = useWrite(restoreScenario, { onProblem: (problem) => notify.refused(problem) })
  const archive = useWrite(archiveScenario, {
    onDone: (_, { params }) => notify.done(t('archived'), { undo: () => restore.mutate({ params }) }),
    onProblem: (problem) => notify.refused(problem),
  })
  return (
    <Panel title={t('scenarios')}>
      {scenarios.error ? (
        <ErrorPanel problem={scenarios.error} retry={scenarios.refetch} />
      ) : scenarios.isPending ? (
        <TextSkeleton lines={3} />
      ) : scenarios.items.length === 0 ? (
        <EmptyState title={t('noScenarios')} hint={t('noScenariosHint')} />
      ) : (
        <ul className={classes['scenarios']}>
          {scenarios.items.map((scenario) => (
            <Row
              key={scenario.id}
              scenario={scenario}
              onPut={() => onPut(scenario)}
              onCompare={() => setCompared(scenario.id)}
              onEdit={() => setEdited(scenario)}
              onArchive={() => archive.mutate({ params: { id: scenario.id }, ifMatch: scenario.version })}
            />
          ))}
        </ul>
      )}
      {scenarios.hasMore && (
        <Button variant="default" size="xs" loading={scenarios.isLoadingMore} onClick={scenarios.loadMore}>
          {k('loadMore')}
        </Button>
      )}
      <ScenarioDialog
        key={edited?.id}
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        {...(edited && { scenario: edited })}
      />
      <ScenarioDrawer id={compared} onClose={() => setCompared(undefined)} />
    </Panel>
  )
}

interface RowProps {
  scenario: Scenario
  onPut: () => void
  onCompare: () => void
  onEdit: () => void
  onArchive: () => void
}

function Row({ scenario, onPut, onCompare, onEdit, onArchive }: RowProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const format = useFormat()
  const { name, note, owner, sharing, predicted, startsOn, permissions } = scenario
  return (
    <li>
      <div>
        <b>{name}</b> <StatusChip tone={sharing === 'private' ? 'quiet' : 'primary'}>{t(`sharing.${sharing}`)}</StatusChip>
        <p className={classes['note']}>
          {t('madeBy', { owner: owner.name, day: format.day(startsOn) })}
          {note !== '' && ` · ${note}`}
        </p>
      </div>
      <span>{t('predicted', { deals: figures.deals(predicted.deals), money: figures.money(predicted.moneyMinor) })}</span>
      <span className={classes['deskTools']}>
        <Button size="compact-sm" variant="default" aria-label={`${t('put')}: ${name}`} onClick={onPut}>
          {t('put')}
        </Button>
        <Button size="compact-sm" variant="default" aria-label={`${t('compare')}: ${name}`} onClick={onCompare}>
          {t('compare')}
        </Button>
        <RowActions
          of={name}
          actions={[
            { key: 'edit', label: t('edit'), run: onEdit, closed: permissions.edit?.sentence },
            { key: 'archive', label: t('archive'), run: onArchive, danger: true, closed: permissions.archive?.sentence },
          ]}
        />
      </span>
    </li>
  )
}
