import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer.ts'
import classes from './Trial.module.css'

interface StageMappingProps {
  /** Stages that are gone and hold deals. */
  removed: readonly { key: string; name: string }[]
  definition: PipelineFull
  value: Readonly<Record<string, string>>
  onChange: (value: Record<string, string>) => void
}

/** Where the deals of removed stages go. */
export function StageMapping({ removed, definition, value, onChange }: StageMappingProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  if (removed.length === 0) return null
  return (
    <>
      <p className={classes['hint']}>{t('mapHint')}</p>
      {removed.map(({ key, name }) => (
        <NativeSelect
          key={key}
          label={t('mapTo', { stage: name })}
          required
          data={[
            { value: '', label: t('choose') },
            ...definition.stages.map((stage) => ({ value: stage.key, label: stage.name[locale] })),
          ]}
          value={value[key] ?? ''}
          onChange={(event) => onChange({ ...value, [key]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}

/** The mapping with what was not chosen left out. */
export const chosenOf = (value: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(value).filter(([, to]) => to !== ''))
