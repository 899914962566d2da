import type { ReactNode } from 'react'
import { encodings } from '../../platform/files/encoding.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as ourWords } from '../words.ts'
import classes from './Import.module.css'
import type { Mapping, Proposal, ReadingWish } from './import-form.ts'
import { words } from './words.ts'

interface ReadingPanelProps {
  proposal: Proposal
  mapping: Mapping
  onMapping: (mapping: Mapping) => void
  onReadAnew: (wish: ReadingWish) => void
  isReading: boolean
}

/** What was found out about the file; each finding can be overruled, and the file is then read anew. */
export function ReadingPanel({ proposal, mapping, onMapping, onReadAnew, isReading }: ReadingPanelProps): ReactNode {
  const t = useWords(words)
  const say = useWords(ourWords)
  const format = useFormat()
  const { reading, headerRow } = proposal
  const now: ReadingWish = {
    encoding: reading.encoding ?? undefined,
    separator: reading.separator ?? undefined,
    sheet: reading.sheet ?? undefined,
    headerRow,
  }
  const styles = [...new Set(proposal.columns.flatMap(({ dateStyle }) => (dateStyle ? [dateStyle.style] : [])))]
  const found = styles.map((style) => say(`style.${style}`))
  return (
    <Panel title={`${t('reading')} · ${proposal.fileName}`}>
      <div className={classes['fields']} aria-busy={isReading}>
        <div className={classes['fact']}>
          <span>{t('format')}</span>
          {reading.format.toUpperCase()}
        </div>
        <div className={classes['fact']}>
          <span>{t('rows')}</span>
          {format.count(proposal.rows)}
          {proposal.totalRows.length > 0 && <span>{t('totalRows', { count: proposal.totalRows.length })}</span>}
        </div>
        {reading.encoding && (
          <SelectField
            label={t('encoding')}
            data={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
            value={reading.encoding}
            allowDeselect={false}
            disabled={isReading}
            onChange={(encoding) => onReadAnew({ ...now, encoding: encoding ?? undefined, headerRow: undefined })}
          />
        )}
        {reading.separator && (
          <SelectField
            label={t('separator')}
            data={([',', ';', '\t', '|'] as const).map((value) => ({ value, label: t(`separator.${value}`) }))}
            value={reading.separator}
            allowDeselect={false}
            disabled={isReading}
            onChange={(separator) => onReadAnew({ ...now, separator: separator ?? undefined, headerRow: undefined })}
          />
        )}
        {reading.sheets.length > 1 && (
          <SelectField
            label={t('sheet')}
            data={reading.sheets.map(({ name }) => ({ value: name, label: name }))}
            value={reading.sheet}
            allowDeselect={false}
            disabled={isReading}
            onChange={(sheet) => onReadAnew({ ...now, sheet: sheet ?? undefined, headerRow: undefined })}
          />
        )}
        <NumberField
          label={t('headerRow')}
          value={headerRow}
          min={1}
          max={1000}
          disabled={isReading}
          onChange={(row) => typeof row === 'number' && row >= 1 && row !== headerRow && onReadAnew({ ...now, headerRow: row })}
        />
        {styles.length > 0 && (
          <SelectField
            label={t('dateStyle')}
            data={[
              { value: 'auto', label: t('dateAuto', { style: found }) },
              ...(['ymd', 'mdy', 'dmy'] as const).map((value) => ({ value, label: say(`style.${value}`) })),
            ]}
            value={mapping.dateStyle ?? 'auto'}
            allowDeselect={false}
            onChange={(style) => onMapping({ ...mapping, dateStyle: (style ?? 'auto') as Mapping['dateStyle'] })}
          />
        )}
      </div>
    </Panel>
  )
}
