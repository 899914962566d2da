import { NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { listTargets } from '../contract.ts'
import { measures, type Measure } from '../measure.ts'
import { useMeasureName } from './use-measure-name.ts'
import { words } from './words.ts'

const KindsDialog = onDemand(
  async () => (await import('./KindsDialog.tsx')).KindsDialog,
  ({ opened }) => opened,
)

const several = 'several'

interface MeasureChoiceProps {
  year: number
  value: Measure
  onChange: (measure: Measure) => void
}

/** What is counted: one of the usual measures, one that the year has a plan of, or activities of several kinds, chosen here. */
export function MeasureChoice({ year, value, onChange }: MeasureChoiceProps): ReactNode {
  const t = useWords(words)
  const nameOf = useMeasureName()
  const [isAsking, setAsking] = useState(false)
  const plans = useRead(listTargets, { query: { year, limit: 200 } }, { follows: ['target'], staleTime: 60_000 })
  const offered = [...new Set([...measures, ...(plans.data?.items ?? []).map(({ measure }) => measure), value])]
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('measure')}
        value={value}
        onChange={(event) => {
          const next = event.currentTarget.value
          if (next === several) setAsking(true)
          else onChange(next as Measure)
        }}
        data={[
          ...offered.map((measure) => ({ value: measure, label: nameOf(measure) })),
          { value: several, label: t('severalKinds') },
        ]}
      />
      <KindsDialog opened={isAsking} measure={value} onClose={() => setAsking(false)} onChoose={onChange} />
    </>
  )
}
