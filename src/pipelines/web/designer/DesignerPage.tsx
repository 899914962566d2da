import { Button } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useCallback, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { addressOf, type ReplyOf } from '../../../ui/api.ts'
import { confirm } from '../../../ui/asking.ts'
import { notify } from '../../../ui/Notices.tsx'
import { onDemand } from '../../../ui/on-demand.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useRead, useWrite } from '../../../ui/reading.ts'
import { part as lazyPart } from '../../../ui/part.tsx'
import { RowActions } from '../../../ui/RowActions.tsx'
import { useSession } from '../../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { asked, useUrl } from '../../../ui/url.ts'
import { useWords } from '../../../ui/use-words.ts'
import { discardDraft, exportPipeline, readPipeline, readVersion } from '../../contract.ts'
import type { PipelineFull } from '../../definition.ts'
import { words } from '../words/designer.ts'
import classes from './Designer.module.css'
import { DesignView } from './DesignView.tsx'
import type { DraftKeeper, DraftState, DraftStatus } from './draft-keeper.ts'
import { onTopOf } from './designing.ts'
import { parts, type Place } from './places.ts'
import { flawedPlaces } from './flawed-places.ts'
import { useDraft, useDraftState } from './use-draft.ts'

const VagueDocuments = lazyPart(async () => (await import('./VagueDocuments.tsx')).VagueDocuments, null)
const ToMend = lazyPart(async () => (await import('./ToMend.tsx')).ToMend, null)
const ConflictNote = lazyPart(async () => (await import('./ConflictNote.tsx')).ConflictNote, null)

const VersionsDialog = onDemand(
  async () => (await import('./VersionsDialog.tsx')).VersionsDialog,
  ({ opened }) => opened,
)

/** What concerns deals, which this slice does not know: apps/web/DesignerWithSlots.tsx puts it in. */
export interface DesignerSlots {
  /** What the gates of a definition would do to deals. */
  Trial: ComponentType<{ opened: boolean; onClose: () => void; pipelineId: string; definition: PipelineFull }>
  Publish: ComponentType<PublishProps>
  /** Brings deals of older versions to the current one. */
  VersionMove: ComponentType<{ opened: boolean; onClose: () => void; pipelineId: string; definition: PipelineFull }>
}
export interface PublishProps {
  opened: boolean
  onClose: () => void
  pipelineId: string
  definition: PipelineFull
  basedOn: number
  /** Open deals by stage id. */
  deals: Readonly<Record<string, number>>
  onPublished: () => void
  /** After somebody else has published: go on from that version with this draft, or without it. */
  onRebase: (published: PipelineFull, version: number) => Promise<boolean>
  onGiveUp: () => void
}

type Pipeline = ReplyOf<typeof readPipeline>
const view = { stage: asked.text, part: asked.oneOf(parts), version: asked.text }

/** 流程设计: stages, gates, tasks, playbook and elements of a pipeline, as a draft that is tried and published. */
export function DesignerPage({ slots, deals }: { slots: DesignerSlots; deals: Readonly<Record<string, number>> }): ReactNode {
  const { id } = useParams({ strict: false }) as { id: string }
  const pipeline = useRead(readPipeline, { params: { id } })
  const { can } = useSession()
  const isReadOnly = !can('catalogue.manage')
  const [{ version }] = useUrl(view)
  const { keeper, problem, reload } = useDraft(id, isReadOnly)
  const failed = pipeline.error ?? problem
  const t = useWords(words)
  if (failed)
    return (
      <Page title={t('back')}>
        <ErrorPanel problem={failed} retry={reload} />
      </Page>
    )
  if (!pipeline.data || !keeper)
    return (
      <Page title={t('back')}>
        <TextSkeleton />
      </Page>
    )
  if (version !== undefined && Number(version) > 0)
    return <PublishedVersion pipeline={pipeline.data} number={Number(version)} deals={deals} />
  return (
    <Designer
      key={id}
      pipeline={pipeline.data}
      keeper={keeper}
      reload={reload}
      slots={slots}
      deals={deals}
      isReadOnly={isReadOnly}
    />
  )
}

const useGo = (): ((place: Place) => void) => {
  const [, setView] = useUrl(view)
  return useCallback(
    ({ part, stage }: Place) => {
      setView({ part, ...(stage !== undefined && { stage }) })
      if (window.matchMedia('(max-width: 48em)').matches)
        document.getElementById('designer-part')?.scrollIntoView({ block: 'start' })
    },
    [setView],
  )
}

const Above = (): ReactNode => {
  const t = useWords(words)
  return (
    <Link to="/settings/pipelines">
      <IconChevronLeft size={14} aria-hidden="true" /> {t('back')}
    </Link>
  )
}

function PublishedVersion({
  pipeline,
  number,
  deals,
}: {
  pipeline: Pipeline
  number: number
  deals: Readonly<Record<string, number>>
}): ReactNode {
  const t = useWords(words)
  const [at, setView] = useUrl(view)
  const go = useGo()
  const published = useRead(readVersion, { params: { id: pipeline.id, version: number } })
  return (
    <Page title={pipeline.name} above={<Above />}>
      <div className={classes['note']}>
        <span>{t('readOnlyVersion', { version: number })}</span>
        <Button size="xs" variant="default" onClick={() => setView({ version: undefined })}>
          {t('backToDraft')}
        </Button>
      </div>
      {published.error && <ErrorPanel problem={published.error} />}
      {published.isPending && <TextSkeleton />}
      {published.data && (
        <DesignView
          definition={published.data.definition}
          edit={unchanged}
          isReadOnly
          go={go}
          part={at.part ?? 'basics'}
          stage={at.stage}
          deals={deals}
          flawed={noFlaws}
        />
      )}
    </Page>
  )
}
const noFlaws = new Set<string>()
const unchanged = (): void => {}

interface DesignerProps {
  pipeline: Pipeline
  keeper: DraftKeeper
  reload: () => void
  slots: DesignerSlots
  deals: Readonly<Record<string, number>>
  isReadOnly: boolean
}

function Designer({ pipeline, keeper, reload, slots, deals, isReadOnly }: DesignerProps): ReactNode {
  const t = useWords(words)
  const [at, setView] = useUrl(view)
  const go = useGo()
  const state = useDraftState(keeper)
  const [open, setOpen] = useState<'trial' | 'publish' | 'versions' | 'move'>()
  const close = (): void => setOpen(undefined)
  const { mutateAsync: discard } = useWrite(discardDraft, { onProblem: (problem) => notify.refused(problem) })
  const { id } = pipeline
  const flawed = useMemo(() => flawedPlaces(state), [state])
  const isUnchanged = state.version === 0 && state.status === 'saved'
  const giveUp = async (): Promise<void> => {
    await discard({ params: { id } })
    close()
    reload()
  }
  const askToDiscard = async (): Promise<void> => {
    if (!(await confirm({ title: t('discardTitle'), body: t('discardBody'), action: t('discard'), danger: true }))) return
    await giveUp()
    notify.done(t('discarded'))
  }
  const publish = async (): Promise<void> => {
    // What is published is what the server has.
    if (isUnchanged || (await keeper.flush())) setOpen('publish')
  }
  const { Trial, Publish, VersionMove } = slots
  const canPublish = !isUnchanged && state.flaws.length === 0 && state.issues.length === 0 && state.status !== 'conflict'
  return (
    <Page
      title={pipeline.name}
      above={<Above />}
      aside={
        <span className={classes['status']} role="status">
          {t('version', { version: pipeline.currentVersion })}
          {!isReadOnly && ` · ${t(`status.${statusOf(state)}`)}`}
        </span>
      }
      actions={
        <>
          {!isReadOnly && (
            <>
              {state.status === 'failed' && (
                <Button size="xs" variant="default" onClick={() => void keeper.flush()}>
                  {t('retry')}
                </Button>
              )}
              <Button size="xs" variant="default" disabled={state.issues.length > 0} onClick={() => setOpen('trial')}>
                {t('tryIt')}
              </Button>
              <Button size="xs" disabled={!canPublish} onClick={() => void publish()}>
                {t('publish')}
              </Button>
            </>
          )}
          <RowActions
            framed
            of={pipeline.name}
            actions={[
              { key: 'versions', label: t('versions'), run: () => setOpen('versions') },
              { key: 'export', label: t('export'), href: addressOf(exportPipeline, { params: { id } }) },
              ...(isReadOnly || isUnchanged
                ? []
                : [{ key: 'discard', label: t('discard'), danger: true, run: () => void askToDiscard().catch(ignore) }]),
            ]}
          />
        </>
      }
    >
      {isReadOnly && <p className={classes['note']}>{t('mayNot')}</p>}
      <DesignView
        definition={state.definition}
        edit={isReadOnly ? unchanged : keeper.edit}
        isReadOnly={isReadOnly}
        go={go}
        part={at.part ?? 'basics'}
        stage={at.stage}
        deals={deals}
        flawed={flawed}
        notes={
          <>
            {state.status === 'conflict' && <ConflictNote keeper={keeper} state={state} />}
            <ToMend state={state} />
            <VagueDocuments />
          </>
        }
      />
      <Trial opened={open === 'trial'} onClose={close} pipelineId={id} definition={state.definition} />
      <Publish
        opened={open === 'publish'}
        onClose={close}
        pipelineId={id}
        definition={state.definition}
        basedOn={state.basedOn}
        deals={deals}
        onPublished={reload}
        onRebase={(published, version) => keeper.rebase(onTopOf(state.definition, published), version)}
        onGiveUp={() => void giveUp().catch(ignore)}
      />
      <VersionsDialog
        opened={open === 'versions'}
        onClose={close}
        pipelineId={id}
        canMove={!isReadOnly}
        onMoveDeals={() => setOpen('move')}
        onView={(version) => {
          close()
          setView({ version: String(version) }, { push: true })
        }}
      />
      <VersionMove opened={open === 'move'} onClose={close} pipelineId={id} definition={state.definition} />
    </Page>
  )
}

/** The refusal has been shown. */
const ignore = (): void => {}

const statusOf = (state: DraftState): DraftStatus | 'published' =>
  state.status === 'saved' && state.version === 0 ? 'published' : state.status
