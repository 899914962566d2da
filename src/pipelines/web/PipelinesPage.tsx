import { Button } from '@mantine/core'
import { IconFileImport, IconPlus, IconRoute } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archivePipeline, changePipeline, listPipelines } from '../contract.ts'
import { LossReasonsPanel } from './LossReasonsPanel.tsx'
import classes from './Pipelines.module.css'
import { words } from './words.ts'

export type Pipeline = ReplyOf<typeof listPipelines>['items'][number]

const ImportPipelineDialog = onDemand(
  async () => (await import('./ImportPipelineDialog.tsx')).ImportPipelineDialog,
  ({ opened }) => opened,
)
const RenameDialog = onDemand(
  async () => (await import('./RenameDialog.tsx')).RenameDialog,
  ({ pipeline }) => pipeline !== undefined,
)
const NewPipelineDialog = onDemand(
  async () => (await import('./NewPipelineDialog.tsx')).NewPipelineDialog,
  ({ opened }) => opened,
)

/** 销售流程: the company's pipelines with their stages, and the reasons why deals end. */
export function PipelinesPage(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const list = useRead(listPipelines, { query: { limit: 200 } })
  const [open, setOpen] = useState<'add' | 'import'>()
  const [renaming, setRenaming] = useState<Pipeline>()
  const close = (): void => setOpen(undefined)
  const pipelines = list.data?.items ?? []
  return (
    <Page
      title={t('title')}
      actions={
        can('catalogue.manage') && (
          <>
            <Button size="xs" variant="default" leftSection={<IconFileImport size={15} />} onClick={() => setOpen('import')}>
              {t('import')}
            </Button>
            <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setOpen('add')}>
              {t('add')}
            </Button>
          </>
        )
      }
    >
      <p className={classes['hint']}>{t('hint')}</p>
      <Panel flush>
        {list.isPending && <TextSkeleton />}
        {list.error && <ErrorPanel problem={list.error} retry={() => void list.refetch()} />}
        {list.data && pipelines.length === 0 && (
          <EmptyState icon={<IconRoute size={28} stroke={1.5} />} title={t('noPipelines')} hint={t('noPipelinesHint')} />
        )}
        <ul className={classes['rows']}>
          {pipelines.map((pipeline, index) => (
            <PipelineRow
              key={pipeline.id}
              pipeline={pipeline}
              before={pipelines[index - 1]}
              after={pipelines[index + 1]}
              onRename={() => setRenaming(pipeline)}
            />
          ))}
        </ul>
      </Panel>
      <LossReasonsPanel />
      <NewPipelineDialog opened={open === 'add'} onClose={close} />
      <RenameDialog pipeline={renaming} onClose={() => setRenaming(undefined)} />
      <ImportPipelineDialog opened={open === 'import'} onClose={close} />
    </Page>
  )
}

interface RowProps {
  pipeline: Pipeline
  before: Pipeline | undefined
  after: Pipeline | undefined
  onRename: () => void
}

function PipelineRow({ pipeline, before, after, onRename }: RowProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const touches = ['boards', 'opportunities', 'funnel']
  const { mutate, mutateAsync: change } = useWrite(changePipeline, { touches, onProblem: (problem) => notify.refused(problem) })
  const { mutateAsync: archive } = useWrite(archivePipeline, { touches, onProblem: (problem) => notify.refused(problem) })
  const { id, name, version, stages, isDefault, active, openOpportunities } = pipeline
  const why = pipeline.permissions.edit?.sentence
  const send = (body: Parameters<typeof change>[0]['body'], done: string): void => {
    mutate({ params: { id }, body, ifMatch: version }, { onSuccess: () => notify.done(done) })
  }
  const swap = async (other: Pipeline | undefined): Promise<void> => {
    if (!other) return
    // Two that stand at the same place could not be told apart afterwards.
    const places =
      other.position === pipeline.position ? [pipeline.position, pipeline.position + 1] : [pipeline.position, other.position]
    await change({ params: { id: other.id }, body: { position: places[0]! } })
    await change({ params: { id }, body: { position: places[1]! } })
  }
  const ask = async (): Promise<void> => {
    if (!(await confirm({ title: t('archiveTitle', { name }), body: t('archiveBody'), action: t('archive'), danger: true })))
      return
    await archive({ params: { id } })
    notify.done(t('archived', { name }))
  }
  return (
    <li className={classes['row']} data-inactive={!active || undefined}>
      <div className={classes['rowHead']}>
        <h3>{name}</h3>
        {isDefault && <StatusChip tone="primary">{t('isDefault')}</StatusChip>}
        {!active && <StatusChip tone="quiet">{t('inactive')}</StatusChip>}
        <span className={classes['meta']}>{t('version', { version: pipeline.currentVersion })}</span>
        <Link to="/opportunities" search={{ pipeline: id } as never}>
          {t('openDeals', { count: format.count(openOpportunities) })}
        </Link>
        <span className={classes['rowTools']}>
          <Link to="/settings/pipelines/$id" params={{ id } as never} className={classes['toDesigner']!}>
            {t(why === undefined ? 'edit' : 'look')}
          </Link>
          <RowActions
            of={name}
            actions={[
              { key: 'rename', label: t('rename'), closed: why, run: onRename },
              ...(isDefault
                ? []
                : [
                    {
                      key: 'default',
                      label: t('makeDefault'),
                      closed: why,
                      run: () => send({ isDefault: true }, t('defaultDone', { name })),
                    },
                  ]),
              ...(before ? [{ key: 'up', label: t('moveUp'), closed: why, run: () => void swap(before).catch(ignore) }] : []),
              ...(after ? [{ key: 'down', label: t('moveDown'), closed: why, run: () => void swap(after).catch(ignore) }] : []),
              ...(isDefault
                ? []
                : [
                    {
                      key: 'active',
                      label: t(active ? 'deactivate' : 'activate'),
                      closed: why,
                      run: () => send({ active: !active }, t('saved', { name })),
                    },
                  ]),
              ...(isDefault || !active
                ? []
                : [{ key: 'archive', label: t('archive'), danger: true, closed: why, run: () => void ask().catch(ignore) }]),
            ]}
          />
        </span>
      </div>
      <ol className={classes['stages']} aria-label={t('stages')}>
        {stages.map((stage) => (
          <li key={stage.id} title={stage.customerLooks ?? undefined}>
            {stage.name} <span>{format.share(stage.probability)}</span>
          </li>
        ))}
      </ol>
    </li>
  )
}

/** The refusal has been shown by `onProblem`. */
const ignore = (): void => {}
