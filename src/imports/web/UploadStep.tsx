import { useState, type ReactNode } from 'react'
import { listPipelines } from '../../pipelines/contract.ts'
import { FileDrop, ProgressBar } from '../../ui/FileDrop.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { fieldsOf, type ImportKind } from '../fields.ts'
import { words as ourWords } from '../words.ts'
import classes from './Import.module.css'
import { words } from './words.ts'

export const uploadKinds = Object.keys(fieldsOf) as (keyof typeof fieldsOf)[]
const inPipelines: readonly ImportKind[] = ['opportunities', 'stage-events']
/** As the server takes them (http/create.ts). */
const maxBytes = 100 * 1024 * 1024

interface UploadStepProps {
  /** What the reader came to bring in. */
  first: ImportKind | undefined
  onFile: (file: File, kind: ImportKind) => void
  isReading: boolean
  pipeline: string | undefined
  onPipeline: (key: string | undefined) => void
}

export function UploadStep({ first, onFile, isReading, pipeline, onPipeline }: UploadStepProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const [kind, setKind] = useState<ImportKind>(first ?? 'opportunities')
  const pipelines = useRead(listPipelines, {}, { enabled: inPipelines.includes(kind) })
  const choices = pipelines.data?.items.filter(({ active }) => active) ?? []
  return (
    <Panel>
      <div className={classes['stack']}>
        <div className={classes['fields']}>
          <SelectField
            label={t('kind')}
            data={uploadKinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={(value) => value && setKind(value as ImportKind)}
          />
          {inPipelines.includes(kind) && choices.length > 1 && (
            <SelectField
              label={t('pipeline')}
              data={choices.map(({ key, name }) => ({ value: key, label: name }))}
              value={pipeline ?? choices.find(({ isDefault }) => isDefault)?.key ?? null}
              allowDeselect={false}
              onChange={(value) => onPipeline(value ?? undefined)}
            />
          )}
          <p className={classes['hint']}>{t('kindHint')}</p>
        </div>
        {isReading ? (
          <div className={classes['stack']}>
            <p className={classes['hint']}>{t('uploading')}</p>
            <ProgressBar share={undefined} label={t('uploading')} />
          </div>
        ) : (
          <FileDrop label={t('drop')} hint={t('dropHint')} maxBytes={maxBytes} onFile={(file) => onFile(file, kind)} />
        )}
      </div>
    </Panel>
  )
}
