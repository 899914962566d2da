import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { addressOf } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readImportErrors, undoImport } from '../contract.ts'
import { words as ourWords } from '../words.ts'
import { Failures } from './Failures.tsx'
import classes from './Import.module.css'
import type { ImportDetail } from './import-form.ts'
import { Namesakes } from './Namesakes.tsx'
import { RunStatus } from './PastImports.tsx'
import { words } from './words.ts'

interface OutcomeStepProps {
  run: ImportDetail
  isStarting: boolean
  /** After a dry run: the real one. */
  onBringIn: () => void
  onBack: (() => void) | undefined
  onAnew: () => void
}

/** What a dry run would do, or what an import did: counts, warnings, failed rows, and the way on or back. */
export function OutcomeStep({ run, isStarting, onBringIn, onBack, onAnew }: OutcomeStepProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const undo = useWrite(undoImport, { touches: [run.kind], onProblem: (problem) => notify.refused(problem) })
  const isDry = run.mode === 'dry-run'
  const { created, updated, unchanged, failed } = run.rows
  const askUndo = async () => {
    const yes = await confirm({
      title: t('undoTitle', { name: run.fileName }),
      body: t('undoBody'),
      action: t('undoAction'),
      danger: true,
    })
    if (yes) undo.mutate({ params: { id: run.id } })
  }
  const seconds = run.startedAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined
  return (
    <div className={classes['stack']}>
      <Panel title={run.fileName} actions={<RunStatus run={run} />}>
        <div className={classes['stack']}>
          <p className={classes['hint']} role="status">
            {run.refusal ? [run.refusal.title, run.refusal.detail].filter(Boolean).join(' ') : ''}
            {run.status === 'cancelled' && t('cancelled')}
            {run.status === 'undone' && run.undo && t('undone', run.undo)}
            {run.status === 'done' && t(isDry ? 'doneDry' : 'done')}
            {run.status === 'done' &&
              seconds !== undefined &&
              ` · ${t('seconds', { seconds: format.count(Math.round(seconds * 10) / 10) })}`}
            {run.status === 'done' && !isDry && run.searchableAt === null && ` · ${t('searchSoon')}`}
          </p>
          {run.status === 'undone' && run.undo && run.undo.keptNames.length > 0 && (
            <p className={classes['hint']}>{t('undoneKept', { names: run.undo.keptNames })}</p>
          )}
          {!run.refusal && run.status !== 'cancelled' && (
            <div className={classes['figures']}>
              {(['created', 'updated', 'unchanged', 'failed'] as const).map((key) => (
                <div key={key} className={classes['figure']} data-tone={key === 'failed' && failed > 0 ? 'risk' : undefined}>
                  <strong>{format.count(run.rows[key])}</strong>
                  <span>{t(isDry ? `${key}.dry` : key)}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      </Panel>
      {run.warnings.length > 0 && <Warnings run={run} />}
      {failed + run.partly > 0 && (
        <Panel
          title={t('failures')}
          actions={
            <Button
              component="a"
              variant="default"
              size="xs"
              leftSection={<IconDownload size={16} />}
              href={addressOf(readImportErrors, { params: { id: run.id } })}
              download
            >
              {t('download')}
            </Button>
          }
        >
          <Failures run={run} />
        </Panel>
      )}
      {run.preview.length > 0 && <Preview run={run} />}
      <div className={classes['actions']}>
        <span>
          {onBack && isDry && (
            <Button variant="subtle" leftSection={<IconArrowBackUp size={16} />} onClick={onBack}>
              {t('back')}
            </Button>
          )}
        </span>
        {!isDry && run.permissions.undo === null && created + updated > 0 && (
          <Button variant="default" loading={undo.isPending} onClick={() => void askUndo()}>
            {t('undo')}
          </Button>
        )}
        <Button variant={isDry ? 'default' : 'filled'} onClick={onAnew}>
          {t(isDry ? 'again' : 'another')}
        </Button>
        {isDry && run.status === 'done' && created + updated > 0 && (
          <Button loading={isStarting} onClick={onBringIn}>
            {t('bringIn', { count: format.count(created + updated + unchanged) })}
          </Button>
        )}
      </div>
    </div>
  )
}

function Warnings({ run }: { run: ImportDetail }): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const format = useFormat()
  return (
    <Panel title={t('warnings')}>
      <ul className={classes['warnings']}>
        {run.warnings.map(({ code, field, sentence, count, examples }) => (
          <li key={`${code} ${field}`}>
            <strong>{format.count(count)}</strong> {sentence}
            {field !== null && /^(cell|choice|value|date|phone)-/.test(code) && `（${say(`field.${field}` as 'field.name')}）`}
            {code === 'customer-near' && run.mode !== 'dry-run' && run.status === 'done' ? (
              <Namesakes examples={examples} />
            ) : (
              examples.length > 0 && <span className={classes['notes']}>{examples.join(' · ')}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Preview({ run }: { run: ImportDetail }): ReactNode {
  const t = useWords(words)
  const label = (action: 'created' | 'updated') => t(run.mode === 'dry-run' ? `${action}.dry` : action)
  return (
    <Panel title={t('preview')} flush>
      <div className={classes['scroll']}>
        <table className={classes['table']}>
          <tbody>
            {run.preview.map(({ line, action, name, facts }) => (
              <tr key={line}>
                <td>{t('line', { line })}</td>
                <td>{label(action)}</td>
                <td>
                  <strong>{name}</strong>
                </td>
                <td className={classes['samples']}>
                  {Object.values(facts)
                    .filter((fact) => fact !== name)
                    .slice(0, 5)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
