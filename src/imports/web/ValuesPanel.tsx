import type { ReactNode } from 'react'
import { listPipelines } from '../../pipelines/contract.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as ourWords } from '../words.ts'
import classes from './Import.module.css'
import type { Mapping, Proposal } from './import-form.ts'
import { words } from './words.ts'

interface ValuesPanelProps {
  proposal: Proposal
  mapping: Mapping
  onMapping: (mapping: Mapping) => void
}

const outcomes = ['open', 'won', 'lost', 'terminated', 'on-hold', 'rework'] as const

/** Words of the file that stand for something of ours: stages and outcomes, nearly equal names, and what would be created. */
export function ValuesPanel({ proposal, mapping, onMapping }: ValuesPanelProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const format = useFormat()
  const pipelines = useRead(listPipelines, {}, { enabled: proposal.stages.length > 0 })
  const keys = new Set(proposal.stages.map(({ meaning }) => meaning))
  const pipeline =
    pipelines.data?.items.find(({ stages }) => stages.some(({ key }) => keys.has(key))) ??
    pipelines.data?.items.find(({ isDefault }) => isDefault)
  const meanings = [
    ...(mapping.ownPipeline?.stages.map((name) => ({ value: name, label: name })) ??
      (pipeline?.stages ?? []).map(({ key, name }) => ({ value: key, label: name }))),
    ...outcomes.map((value) => ({ value, label: say(`choice.${value}`) })),
  ]
  const stageField = 'stage' in mapping.columns ? 'stage' : 'outcome'
  const setValue = (field: string, given: string, ours: string) =>
    onMapping({ ...mapping, values: { ...mapping.values, [field]: { ...mapping.values?.[field], [given]: ours } } })
  return (
    <>
      {proposal.nearMatches.length > 0 && (
        <Panel title={t('near')}>
          <div className={classes['stack']}>
            {proposal.nearMatches.map(({ field, given, count, ours }) => (
              <div key={field + given} className={classes['fields']}>
                <span>
                  <strong>{given}</strong> × {format.count(count)}
                </span>
                <ChoiceField
                  bare
                  size="xs"
                  label={given}
                  value={mapping.values?.[field]?.[given] === given ? 'other' : 'same'}
                  onChange={(choice) => setValue(field, given, choice === 'same' ? ours : given)}
                  options={[
                    { value: 'same', label: t('nearSame', { ours }) },
                    { value: 'other', label: t('nearOther') },
                  ]}
                />
              </div>
            ))}
          </div>
        </Panel>
      )}
      {proposal.stages.length > 0 && (
        <Panel title={t('stages')}>
          <div className={classes['words']}>
            {proposal.stages.map(({ word, count, meaning }) => (
              <div key={word} className={classes['word']}>
                <span>
                  {word} × {format.count(count)}
                </span>
                <SelectField
                  aria-label={word}
                  size="xs"
                  data={meanings}
                  placeholder={t('stageUnknown')}
                  value={mapping.values?.[stageField]?.[word] ?? (mapping.ownPipeline?.stages.includes(word) ? word : meaning)}
                  allowDeselect={false}
                  onChange={(ours) => ours && setValue(stageField, word, ours)}
                />
              </div>
            ))}
          </div>
        </Panel>
      )}
      {proposal.newNames.length > 0 && (
        <Panel title={t('newNames')}>
          <ul className={classes['warnings']}>
            {proposal.newNames.map(({ field, count, examples }) => (
              <li key={field}>
                {t('newCount', { field: say(`field.${field}` as 'field.name'), count: format.count(count), examples })}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
