import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CheckField, FormProblem, LongTextField } from '../../../ui/fields/Fields.tsx'
import { SelectField } from '../../../ui/fields/SelectField.tsx'
import { ProgressBar } from '../../../ui/FileDrop.tsx'
import { useSession } from '../../../ui/session.ts'
import { useWords } from '../../../ui/use-words.ts'
import { whatRefuses, type Source } from '../../transfer-plan.ts'
import classes from '../BulkMoveDialog.module.css'
import { RefusedDeals } from '../RefusedDeals.tsx'
import type { Pipeline } from '../use-pipelines.ts'
import { words as dialogWords } from '../words/dialogs.ts'
import { words as gateWords } from '../words/gates.ts'
import type { useRehearsal } from './use-rehearsal.ts'
import { words } from './words.ts'

interface PreparingProps {
  targets: readonly Pipeline[]
  target: Pipeline | undefined
  onTarget: (id: string) => void
  sources: readonly Source[]
  alreadyThere: number
  mapping: Readonly<Record<string, string>>
  onMap: (source: string, stageKey: string) => void
  reason: string
  onReason: (reason: string) => void
  override: boolean
  onOverride: (override: boolean) => void
  rehearsal: ReturnType<typeof useRehearsal>
  running: { done: number; total: number } | undefined
  nameOf: (id: string) => string
}

/** As many obstacles are counted, the most frequent. */
const mostNamed = 6

/** Which pipeline, stage by stage where to, and what the rehearsal says. */
export function Preparing(given: PreparingProps): ReactNode {
  const { targets, target, sources, mapping, rehearsal, running, override } = given
  const t = useWords(words)
  const d = useWords(dialogWords)
  const g = useWords(gateWords)
  const { can } = useSession()
  if (!target) return <p role="status">{d('noOtherPipeline')}</p>
  const isShut = rehearsal.results.some(({ problem }) => (problem?.missing?.length ?? 0) > 0)
  const isOfMany = new Set(sources.map(({ pipeline }) => pipeline.id)).size > 1
  return (
    <>
      <p>{t('hint')}</p>
      <SelectField
        label={d('toPipeline')}
        required
        disabled={running !== undefined}
        data={targets.map(({ id, name }) => ({ value: id, label: name }))}
        value={target.id}
        onChange={(id) => given.onTarget(id ?? '')}
      />
      {given.alreadyThere > 0 && (
        <p role="status">{t(sources.length > 0 ? 'alreadyThere' : 'nothing', { count: given.alreadyThere })}</p>
      )}
      <fieldset className={classes['mapping']} disabled={running !== undefined}>
        <legend>{t('mapping')}</legend>
        {sources.map(({ id, name, pipeline, ids }) => (
          <SelectField
            key={id}
            label={
              isOfMany
                ? t('mapToOf', { pipeline: pipeline.name, stage: name, count: ids.length })
                : t('mapTo', { stage: name, count: ids.length })
            }
            data={target.stages.map((stage) => ({ value: stage.key, label: stage.name }))}
            value={mapping[id] ?? ''}
            onChange={(key) => given.onMap(id, key ?? '')}
          />
        ))}
      </fieldset>
      {(isShut || override) && can('stages.override') && (
        <CheckField
          label={g('overrideAll')}
          checked={override}
          onChange={(event) => given.onOverride(event.currentTarget.checked)}
        />
      )}
      <LongTextField
        label={override ? d('overrideReason') : t('reason')}
        required={override}
        value={given.reason}
        onChange={(event) => given.onReason(event.currentTarget.value)}
      />
      {running ? <Progress word="sending" {...running} /> : <Rehearsed {...given} />}
      <FormProblem problem={rehearsal.error ?? undefined} />
    </>
  )
}

function Rehearsed({ rehearsal: { results, done, isAsking }, sources, nameOf }: PreparingProps): ReactNode {
  const t = useWords(words)
  if (isAsking) return <Progress word="previewing" done={done} total={sources.reduce((sum, { ids }) => sum + ids.length, 0)} />
  const refused = results.filter(({ ok }) => !ok)
  const passing = results.length - refused.length
  const holding = whatRefuses(refused).slice(0, mostNamed)
  return (
    <div role="status">
      {passing > 0 && (
        <p className={classes['line']}>
          <IconCheck size={16} aria-hidden="true" /> {t('passing', { count: passing })}
        </p>
      )}
      {refused.length > 1 && (
        <>
          <p className={classes['holding']}>{t('whatRefuses')}</p>
          <ul className={classes['counts']}>
            {holding.map(({ what, count }) => (
              <li key={what}>
                <strong>{count}</strong> {what}
              </li>
            ))}
          </ul>
        </>
      )}
      <RefusedDeals title={t('refused', { count: refused.length })} refused={refused} nameOf={nameOf} />
    </div>
  )
}

/** How far it is, in words and as a bar. */
export function Progress({
  word,
  done,
  total,
}: {
  word: 'previewing' | 'sending' | 'undoing'
  done: number
  total: number
}): ReactNode {
  const t = useWords(words)
  const said = t(word, { done, total })
  return (
    <div role="status">
      <p>{said}</p>
      <ProgressBar share={total === 0 ? undefined : done / total} label={said} />
    </div>
  )
}
