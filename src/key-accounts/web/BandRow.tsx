import { Button, CloseButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Indicator } from '../score.ts'
import classes from './KeyAccounts.module.css'
import { words } from './words.ts'

interface Judged {
  weight: number
  band: [number, number][]
}

const [fewest, most] = [2, 8]

/** One indicator: its weight, and the points of a line from value to value. */
export function BandRow({
  indicator,
  judged,
  isClosed,
  onChange,
}: {
  indicator: Indicator
  judged: Judged
  isClosed: boolean
  onChange: (judged: Judged) => void
}): ReactNode {
  const t = useWords(words)
  const { weight, band } = judged
  const name = t(`indicator.${indicator}`)
  const point = (index: number, change: Partial<{ value: number; points: number }>): void =>
    onChange({
      ...judged,
      band: band.map(([value, points], at) =>
        at === index ? [change.value ?? value, change.points ?? points] : [value, points],
      ),
    })
  // a point has no name but its place
  const named = band.map(([value, points], index) => ({ key: `point ${index}`, value, points }))
  return (
    <section className={classes['bandRow']} data-idle={weight === 0 || undefined}>
      <div>
        <strong>{name}</strong>
        <div className={classes['hint']}>{t(`unit.${indicator}`)}</div>
      </div>
      <NumberField
        label={t('weight')}
        aria-label={t('weightOf', { name })}
        size="xs"
        min={0}
        max={100}
        disabled={isClosed}
        value={weight}
        onChange={(next) => onChange({ ...judged, weight: next ?? 0 })}
      />
      <div className={classes['band']}>
        {named.map(({ key, value, points }, index) => (
          <span key={key} className={classes['point']}>
            <NumberField
              aria-label={t('bandValue', { name, number: index + 1 })}
              size="xs"
              disabled={isClosed}
              value={value}
              onChange={(next) => point(index, { value: next ?? 0 })}
            />
            <span aria-hidden="true">→</span>
            <NumberField
              aria-label={t('bandPoints', { name, number: index + 1 })}
              size="xs"
              min={0}
              max={100}
              disabled={isClosed}
              value={points}
              onChange={(next) => point(index, { points: next ?? 0 })}
            />
            {band.length > fewest && !isClosed && (
              <CloseButton
                size="sm"
                aria-label={t('removePoint', { number: index + 1 })}
                onClick={() => onChange({ ...judged, band: band.filter((_, at) => at !== index) })}
              />
            )}
          </span>
        ))}
        {band.length < most && !isClosed && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} />}
            onClick={() => onChange({ ...judged, band: [...band, [(band.at(-1)?.[0] ?? 0) + 1, 100]] })}
          >
            {t('addPoint')}
          </Button>
        )}
      </div>
    </section>
  )
}
