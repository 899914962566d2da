import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { listVersions, readPipeline, readVersion } from '../../../pipelines/contract.ts'
import { changesBetween } from '../../../pipelines/definition-changes.ts'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import { gracePeriodDays } from '../../../pipelines/gate.ts'
import { asProblem, type Problem, type ReplyOf } from '../../../ui/api.ts'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { FormProblem } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { useRead, useWrite } from '../../../ui/reading.ts'
import { TextSkeleton } from '../../../ui/States.tsx'
import { useOpening } from '../../../ui/use-opening.ts'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { publishPipeline } from '../../pipeline-contract.ts'
import { words } from '../words/designer.ts'
import { ChangeList } from './ChangeList.tsx'
import { MoveReport } from './MoveReport.tsx'
import { chosenOf, StageMapping } from './StageMapping.tsx'
import classes from './Trial.module.css'

interface PublishDialogProps {
  opened: boolean
  onClose: () => void
  pipelineId: string
  definition: PipelineFull
  basedOn: number
  deals: Readonly<Record<string, number>>
  onPublished: () => void
  onRebase: (published: PipelineFull, version: number) => Promise<boolean>
  onGiveUp: () => void
}

/** What changes, how gently, what becomes of deals in flight; afterwards what happened. */
export function PublishDialog({ opened, onClose, pipelineId, definition, basedOn, deals, ...on }: PublishDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  const [days, setDays] = useState<number | null>(gracePeriodDays)
  const [inFlight, setInFlight] = useState<'stay' | 'move'>('stay')
  const [mapping, setMapping] = useState<Record<string, string>>({})
  // Stages that the server says hold deals of older versions, beside those that hold deals now.
  const [asked, setAsked] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [done, setDone] = useState<{ reply: ReplyOf<typeof publishPipeline>; before: PipelineFull; after: PipelineFull }>()
  // Asked anew with every opening: another version may be the current one by now.
  const current = useRead(readPipeline, { params: { id: pipelineId } }, { enabled: opened, staleTime: 0 }).data?.currentVersion
  const published = useRead(
    readVersion,
    { params: { id: pipelineId, version: current ?? 1 } },
    { enabled: opened && current !== undefined, staleTime: Number.POSITIVE_INFINITY },
  ).data
  const { mutateAsync, isPending } = useWrite(publishPipeline, { touches: ['boards', 'opportunities', 'funnel'] })
  useOpening(opened, () => {
    setDays(gracePeriodDays)
    setInFlight('stay')
    setMapping({})
    setAsked([])
    setProblem(undefined)
    setDone(undefined)
  })
  const before = published?.definition
  const isBehind = current !== undefined && current !== basedOn
  const versions = useRead(listVersions, { params: { id: pipelineId } }, { enabled: opened && isBehind, staleTime: 0 }).data
    ?.items
  const publisher = versions?.find(({ number }) => number === current)?.publishedBy.name
  const removed = (before?.stages ?? [])
    .filter(
      ({ id, key }) => !definition.stages.some((stage) => stage.id === id) && ((deals[id ?? ''] ?? 0) > 0 || asked.includes(key)),
    )
    .map(({ key, name }) => ({ key, name: name[locale] }))
  const others = asked.filter((key) => !removed.some((stage) => stage.key === key)).map((key) => ({ key, name: key }))
  const toMap = inFlight === 'move' ? [...removed, ...others] : []
  const isMapped = toMap.every(({ key }) => mapping[key])
  const changes = new Set((before ? changesBetween(before, definition) : []).map(({ code }) => code))
  const leave = (): void => {
    onClose()
    if (done) on.onPublished()
  }
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!before || done || isBehind) return
    setProblem(undefined)
    try {
      const reply = await mutateAsync({
        params: { id: pipelineId },
        body: {
          definition,
          basedOn,
          graceDays: days ?? gracePeriodDays,
          inFlight,
          mapping: inFlight === 'move' ? chosenOf(mapping) : {},
        },
      })
      setDone({ reply, before, after: definition })
    } catch (error) {
      const refused = asProblem(error)
      if (refused.code === 'stage-mapping-missing' && Array.isArray(refused.facts['stages']))
        setAsked(refused.facts['stages'].filter((one): one is string => typeof one === 'string'))
      setProblem(refused)
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={leave}
      title={t('publishTitle')}
      size={600}
      onSubmit={(event) => void send(event)}
      footer={
        done ? (
          <Button onClick={leave}>{t('close')}</Button>
        ) : (
          <>
            <Button variant="default" onClick={leave}>
              {k('cancel')}
            </Button>
            <Button type="submit" loading={isPending} disabled={!before || isBehind || !isMapped}>
              {t('publish')}
            </Button>
          </>
        )
      }
    >
      {!before && <TextSkeleton />}
      {done && (
        <div role="status">
          <h3>{t('published', { version: done.reply.version })}</h3>
          <MoveReport report={done.reply.report} definitions={[done.after, done.before]} />
        </div>
      )}
      {before && current !== undefined && !done && (
        <>
          {isBehind && (
            <div role="alert" className={classes['gate']}>
              <h3>
                {publisher ? t('meanwhileBy', { name: publisher, version: current }) : t('meanwhileTitle', { version: current })}
              </h3>
              <p>{t('meanwhileBody', { version: current, basedOn })}</p>
              <Button variant="default" onClick={() => void on.onRebase(before, current).then(() => setProblem(undefined))}>
                {t('overIt', { version: current })}
              </Button>
              <Button variant="default" onClick={on.onGiveUp}>
                {t('giveUp', { version: current })}
              </Button>
            </div>
          )}
          <ChangeList before={before} after={definition} version={current} />
          {!isBehind && (
            <>
              {changes.has('gate-added') && (
                <NumberField
                  label={t('grace')}
                  description={t('graceHint')}
                  min={0}
                  max={365}
                  allowDecimal={false}
                  value={days}
                  onChange={setDays}
                />
              )}
              {changes.has('gate-changed') && <p className={classes['hint']}>{t('changedGates')}</p>}
              <ChoiceField
                label={t('inFlight')}
                description={t('inFlightHint')}
                value={inFlight}
                onChange={setInFlight}
                options={[
                  { value: 'stay', label: t('inFlight.stay') },
                  { value: 'move', label: t('inFlight.move') },
                ]}
              />
              <StageMapping removed={toMap} definition={definition} value={mapping} onChange={setMapping} />
            </>
          )}
          <FormProblem problem={problem} />
        </>
      )}
    </Dialog>
  )
}
