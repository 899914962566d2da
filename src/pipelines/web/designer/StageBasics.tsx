import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { CheckField, FieldRow, TextField } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { useRead } from '../../../ui/reading.ts'
import { useWords } from '../../../ui/use-words.ts'
import { listLossReasons } from '../../contract.ts'
import { allowsRework, outcomes, phases, type Phase } from '../../stage.ts'
import { words } from '../words/designer.ts'
import { CheckList } from './CheckList.tsx'
import { useDesign, useStage } from './design.ts'
import { renameStage } from './designing.ts'
import { NamedFields } from './NamedFields.tsx'

/** What a stage is: its name, chance, days, and how a deal may end in it. */
export function StageBasics({ index }: { index: number }): ReactNode {
  const t = useWords(words)
  const { edit, go } = useDesign()
  const [stage, change] = useStage(index)
  const reasons = useRead(listLossReasons, {}).data?.items ?? []
  const percent = Math.round(stage.probability * 1000) / 10
  const days = (field: 'expectedDays' | 'warningDays' | 'criticalDays'): ReactNode => (
    <NumberField
      size="xs"
      label={t(field)}
      min={0}
      max={3650}
      value={stage[field]}
      onChange={(value) => change({ [field]: value })}
    />
  )
  const rename = (key: string): void => {
    edit((before) => renameStage(before, index, key))
    go({ part: 'basics', stage: key })
  }
  const endsBadly = stage.outcomes.some((outcome) => outcome === 'lost' || outcome === 'terminated')
  return (
    <>
      <NamedFields label={t('name')} value={stage.name} maxLength={80} isRequired onChange={(name) => change({ name })} />
      <FieldRow>
        <NativeSelect
          size="xs"
          label={t('phase')}
          data={phases.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }))}
          value={stage.phase}
          onChange={(event) => change({ phase: event.currentTarget.value as Phase })}
        />
        <NumberField
          size="xs"
          label={t('probability')}
          min={1}
          max={99}
          decimalScale={1}
          value={percent}
          onChange={(value) => change({ probability: Math.round((value ?? 0) * 10) / 1000 })}
        />
        <TextField
          size="xs"
          label={t('key')}
          maxLength={60}
          disabled={stage.id !== null}
          title={t('keyHint')}
          value={stage.key}
          onChange={(event) => rename(event.currentTarget.value)}
        />
      </FieldRow>
      <FieldRow>
        {days('expectedDays')}
        {days('warningDays')}
        {days('criticalDays')}
      </FieldRow>
      <NamedFields
        label={t('customerLooks')}
        value={stage.customerLooks}
        maxLength={400}
        isLong
        onChange={(customerLooks) => change({ customerLooks })}
      />
      <CheckList
        label={t('outcomes')}
        options={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={stage.outcomes}
        onChange={(chosen) => change({ outcomes: chosen })}
      />
      <CheckField
        label={t('rework')}
        description={t('reworkHint')}
        checked={allowsRework(stage)}
        onChange={(event) => change({ rework: event.currentTarget.checked })}
      />
      {endsBadly && (
        <>
          <CheckField
            label={`${t('lossReasons')}: ${t('allReasons')}`}
            checked={stage.lossReasons === null}
            onChange={(event) => change({ lossReasons: event.currentTarget.checked ? null : reasons.map(({ key }) => key) })}
          />
          {stage.lossReasons !== null && (
            <CheckList
              label={t('chosenReasons')}
              options={reasons.map(({ key, name }) => ({ value: key, label: name }))}
              value={stage.lossReasons}
              onChange={(lossReasons) => change({ lossReasons })}
            />
          )}
        </>
      )}
    </>
  )
}
