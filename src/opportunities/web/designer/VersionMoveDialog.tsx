import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import { asProblem, type Problem } from '../../../ui/api.ts'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { FormProblem } from '../../../ui/fields/Fields.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { TextSkeleton } from '../../../ui/States.tsx'
import { useOpening } from '../../../ui/use-opening.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { changeVersion } from '../../pipeline-contract.ts'
import { words } from '../words/designer.ts'
import { Mapped, MoveReport } from './MoveReport.tsx'
import { chosenOf, StageMapping } from './StageMapping.tsx'
import classes from './Trial.module.css'

interface VersionMoveDialogProps {
  opened: boolean
  onClose: () => void
  pipelineId: string
  /** The current version's stages, to choose from. */
  definition: PipelineFull
}

/** Deals of older versions come to the current one: first it is said what would happen, then it is done. */
export function VersionMoveDialog({ opened, onClose, pipelineId, definition }: VersionMoveDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { count } = useFormat()
  const [mapping, setMapping] = useState<Record<string, string>>({})
  // stages of older versions that are no more; only the server knows their names
  const [asked, setAsked] = useState<readonly { key: string; name: string }[]>([])
  const [problem, setProblem] = useState<Problem>()
  const dry = useWrite(changeVersion)
  const run = useWrite(changeVersion, { touches: ['boards', 'opportunities', 'funnel'] })
  const ask = async (by: typeof dry, dryRun: boolean, given: Record<string, string>): Promise<void> => {
    setProblem(undefined)
    try {
      await by.mutateAsync({ params: { id: pipelineId }, body: { mapping: chosenOf(given), dryRun } })
    } catch (error) {
      const refused = asProblem(error)
      if (refused.code === 'stage-mapping-missing') setAsked(refused.missing.map(({ key, label }) => ({ key, name: label })))
      else setProblem(refused)
    }
  }
  useOpening(opened, () => {
    setMapping({})
    setAsked([])
    dry.reset()
    run.reset()
    void ask(dry, true, {})
  })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    void ask(run, false, mapping)
  }
  const change = (next: Record<string, string>): void => {
    setMapping(next)
    if (asked.every(({ key }) => next[key])) void ask(dry, true, next)
  }
  const would = dry.data
  const names = Object.fromEntries(asked.map(({ key, name }) => [key, name]))
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('moveTitle')}
      onSubmit={send}
      footer={
        run.data ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {k('cancel')}
            </Button>
            <Button type="submit" loading={run.isPending} disabled={!would || would.moved === 0}>
              {t('move')}
            </Button>
          </>
        )
      }
    >
      {!run.data && <p className={classes['hint']}>{t('moveHint')}</p>}
      {dry.isPending && <TextSkeleton lines={2} />}
      {run.data ? (
        <div role="status">
          <MoveReport report={run.data} definitions={[definition]} names={names} />
        </div>
      ) : (
        <>
          <StageMapping removed={asked} definition={definition} value={mapping} onChange={change} />
          {would && <p>{would.moved === 0 ? t('moveNone') : t('moveWould', { count: count(would.moved) })}</p>}
          {would && <Mapped report={would} definitions={[definition]} names={names} />}
        </>
      )}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
