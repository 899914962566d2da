import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { fieldsFor, missingFields } from '../fields.ts'
import { words as ourWords } from '../words.ts'
import classes from './Import.module.css'
import type { Mapping, Proposal, ReadingWish } from './import-form.ts'
import { DealsPanel } from './DealsPanel.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import { ValuesPanel } from './ValuesPanel.tsx'
import { words } from './words.ts'

interface MappingStepProps {
  proposal: Proposal
  mapping: Mapping
  onMapping: (mapping: Mapping) => void
  onReadAnew: (wish: ReadingWish) => void
  isReading: boolean
  isStarting: boolean
  onTryOut: () => void
  onAnew: () => void
}

export function MappingStep({
  proposal,
  mapping,
  onMapping,
  onReadAnew,
  isReading,
  isStarting,
  onTryOut,
  onAnew,
}: MappingStepProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const fields = fieldsFor(proposal.kind)
  const fieldOf = new Map(Object.entries(mapping.columns).map(([field, header]) => [header, field]))
  const choose = (header: string, field: string | null) => {
    const columns = Object.fromEntries(
      Object.entries(mapping.columns).filter(([key, other]) => other !== header && key !== field),
    )
    onMapping({ ...mapping, columns: field ? { ...columns, [field]: header } : columns })
  }
  const missing = missingFields(fields, new Set(Object.keys(mapping.columns)))
  const elements = new Map(proposal.elements.map(({ field, name }) => [field, name]))
  const label = (field: string) => elements.get(field) ?? say(`field.${field}` as 'field.name')
  const options = [
    { value: '', label: t('notImported') },
    ...[...fields.map(({ key }) => key), ...elements.keys()].map((key) => ({ value: key, label: label(key) })),
  ]
  return (
    <div className={classes['stack']}>
      <ReadingPanel proposal={proposal} mapping={mapping} onMapping={onMapping} onReadAnew={onReadAnew} isReading={isReading} />
      <Panel title={t('mapping')} flush>
        <div className={classes['scroll']}>
          <table className={classes['table']}>
            <thead>
              <tr>
                {(['column', 'samples', 'field', 'confidence'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {proposal.columns.map((column) => (
                <tr key={column.header}>
                  <td>
                    <strong>{column.header}</strong>
                  </td>
                  <td className={classes['samples']} title={column.samples.join(' · ')}>
                    {column.samples.join(' · ') || '–'}
                  </td>
                  <td>
                    <SelectField
                      aria-label={`${column.header} → ${t('field')}`}
                      data={options}
                      value={fieldOf.get(column.header) ?? ''}
                      allowDeselect={false}
                      size="xs"
                      onChange={(value) => choose(column.header, value || null)}
                    />
                  </td>
                  <td>
                    <Confidence column={column} chosen={fieldOf.get(column.header)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <DealsPanel proposal={proposal} mapping={mapping} onMapping={onMapping} />
      <ValuesPanel proposal={proposal} mapping={mapping} onMapping={onMapping} />
      {missing.length > 0 && (
        <p className={classes['missing']} role="status">
          {t(missing.every(({ oneOf }) => oneOf) ? 'missingOne' : 'missing', {
            fields: missing.map(({ field }) => label(field)),
          })}
        </p>
      )}
      <div className={classes['actions']}>
        <Button variant="subtle" onClick={onAnew}>
          {t('again')}
        </Button>
        <Button
          disabled={missing.length > 0 || proposal.rows === 0 || mapping.ownPipeline?.name.trim() === ''}
          loading={isStarting}
          onClick={onTryOut}
        >
          {t('tryOut')}
        </Button>
      </div>
    </div>
  )
}

function Confidence({ column, chosen }: { column: Proposal['columns'][number]; chosen: string | undefined }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (!chosen) return <StatusChip tone="quiet">{t('skipped')}</StatusChip>
  const proposed = chosen === column.field
  const { certainty } = column.dateStyle ?? {}
  return (
    <>
      {proposed && (
        <StatusChip tone={column.confidence >= 0.9 ? 'done' : column.confidence >= 0.7 ? 'plain' : 'risk1'}>
          {t(column.confidence >= 0.9 ? 'sure' : column.confidence >= 0.7 ? 'likely' : 'unsure')}{' '}
          {format.share(column.confidence, 0)}
        </StatusChip>
      )}
      {proposed && (certainty === 'ambiguous' || certainty === 'mixed') && (
        <span className={classes['notes']}>{t(certainty)}</span>
      )}
      {proposed && (column.unit === 3 || column.unit === 4 || column.unit === 6 || column.unit === 8) && (
        <span className={classes['notes']}>{t('unitNote', { unit: t(`unit.${column.unit}`) })}</span>
      )}
    </>
  )
}
