import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProgressBar } from '../../ui/FileDrop.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { cancelImport } from '../contract.ts'
import classes from './Import.module.css'
import type { ImportRun } from './import-form.ts'
import { words } from './words.ts'

/** While it waits or works: how far it is, and a way to stop it. The page may be left; the work goes on. */
export function RunningStep({ run }: { run: ImportRun }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const cancel = useWrite(cancelImport, { onProblem: (problem) => notify.refused(problem) })
  const { processed, total } = run.rows
  const doing = run.status === 'undoing' ? t('undoing') : run.mode === 'dry-run' ? t('trying') : t('running')
  return (
    <Panel title={run.fileName}>
      <div className={classes['stack']}>
        <p className={classes['hint']} role="status">
          {run.status === 'waiting' ? t('waiting') : doing}
          {total !== null &&
            run.status === 'running' &&
            ` · ${t('progress', { processed: format.count(processed), total: format.count(total) })}`}
        </p>
        <ProgressBar share={total ? processed / total : undefined} label={doing} />
        {run.permissions.cancel === null && (
          <div className={classes['actions']}>
            <span />
            <Button
              variant="default"
              size="xs"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ params: { id: run.id } })}
            >
              {t('cancel')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  )
}
