import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { proposeImport, readImport, startImport } from '../contract.ts'
import type { ImportKind } from '../fields.ts'
import classes from './Import.module.css'
import { formOf, type Mapping, type Proposal, type ReadingWish } from './import-form.ts'
import { MappingStep } from './MappingStep.tsx'
import { OutcomeStep } from './OutcomeStep.tsx'
import { PastImports } from './PastImports.tsx'
import { RunningStep } from './RunningStep.tsx'
import { UploadStep, uploadKinds } from './UploadStep.tsx'
import { words } from './words.ts'

const viewAsked = { run: asked.text, kind: asked.oneOf(uploadKinds) }
const steps = ['upload', 'reading', 'mapping', 'preview', 'result'] as const
type Step = (typeof steps)[number]

/** A file becomes records in five steps: choose, see what was found, match columns, preview (a dry run), result. */
export function ImportPage(): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const [{ run, kind }, setView] = useUrl(viewAsked)
  const [proposal, setProposal] = useState<Proposal>()
  const [mapping, setMapping] = useState<Mapping>()
  const [pipeline, setPipeline] = useState<string>()
  const refused = (problem: Problem) => notify.refused(problem)

  const propose = useWrite(proposeImport, {
    onDone: (found) => {
      setProposal(found)
      setMapping(found.mapping)
    },
    onProblem: refused,
  })
  const start = useWrite(startImport, { onDone: ({ id }) => setView({ run: id }, { push: true }), onProblem: refused })
  // asks again while it works, and not once it has ended
  const [settled, setSettled] = useState<string>()
  const current = useRead(
    readImport,
    { params: { id: run ?? '' } },
    { enabled: run !== undefined, every: settled === run ? false : 700 },
  )

  const upload = (file: File, kind: ImportKind) => propose.mutate({ form: formOf({ file, kind, pipeline }) })
  const readAnew = (wish: ReadingWish) =>
    proposal && propose.mutate({ form: formOf({ fileId: proposal.fileId, kind: proposal.kind, pipeline, ...wish }) })
  const go = (mode: 'dry-run' | 'commit', given: { fileId: string; kind: ImportKind; mapping: Mapping }) =>
    start.mutate({ form: formOf({ fileId: given.fileId, kind: given.kind, mapping: given.mapping, mode, pipeline }) })
  const anew = () => {
    setProposal(undefined)
    setMapping(undefined)
    setView({ run: undefined }, { push: true })
  }

  if (!can('import'))
    return (
      <Page title={t('title')}>
        <EmptyState title={t('noAbility')} hint={t('noAbilityHint')} />
      </Page>
    )
  const shown = run === undefined ? undefined : current.data
  const isOver = shown !== undefined && !['waiting', 'running', 'undoing'].includes(shown.status)
  if (shown && isOver !== (settled === run)) setSettled(isOver ? run : undefined)
  const step: Step = shown
    ? shown.mode === 'dry-run'
      ? 'preview'
      : 'result'
    : run !== undefined
      ? 'preview'
      : proposal
        ? 'mapping'
        : propose.isPending
          ? 'reading'
          : 'upload'
  return (
    <Page title={t('title')}>
      <Steps step={step} />
      {run !== undefined && current.error && <ErrorPanel problem={current.error} retry={() => void current.refetch()} />}
      {run !== undefined && !shown && !current.error && <TableSkeleton />}
      {shown && !isOver && <RunningStep run={shown} />}
      {shown && isOver && (
        <OutcomeStep
          run={shown}
          isStarting={start.isPending}
          onBringIn={() => go('commit', shown)}
          onBack={proposal ? () => setView({ run: undefined }, { push: true }) : undefined}
          onAnew={anew}
        />
      )}
      {run === undefined && proposal && mapping && (
        <MappingStep
          key={proposal.fileId + JSON.stringify(proposal.reading) + proposal.headerRow}
          proposal={proposal}
          mapping={mapping}
          onMapping={setMapping}
          onReadAnew={readAnew}
          isReading={propose.isPending}
          isStarting={start.isPending}
          onTryOut={() => go('dry-run', { fileId: proposal.fileId, kind: proposal.kind, mapping })}
          onAnew={anew}
        />
      )}
      {run === undefined && !proposal && (
        <div className={classes['stack']}>
          <UploadStep first={kind} onFile={upload} isReading={propose.isPending} pipeline={pipeline} onPipeline={setPipeline} />
          <PastImports onOpen={(id) => setView({ run: id }, { push: true })} />
        </div>
      )}
    </Page>
  )
}

function Steps({ step }: { step: Step }): ReactNode {
  const t = useWords(words)
  const at = steps.indexOf(step)
  return (
    <ol className={classes['steps']}>
      {steps.map((name, index) => (
        <li key={name} {...(name === step && { 'aria-current': 'step' as const })} data-done={index < at || undefined}>
          <span className={classes['number']} aria-hidden="true">
            {index + 1}
          </span>
          <span className={classes['label']}>{t(`step.${name}`)}</span>
        </li>
      ))}
    </ol>
  )
}
