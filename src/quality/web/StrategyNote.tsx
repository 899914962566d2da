import type { ReactNode } from 'react'
import type { FitLayer, StrategyKey, Tier } from '../../customers/customer-tiers.ts'
import { useRead } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { readStrategies } from '../strategy-contract.ts'
import classes from './Mapping.module.css'
import { words } from './strategy-words.ts'

interface StrategyNoteProps {
  value?: Tier | undefined
  potential?: Tier | undefined
  fit?: FitLayer | undefined
}

/** How the tiers that the list shows are served; nothing until a pair or a layer is chosen. */
export function StrategyNote({ value, potential, fit }: StrategyNoteProps): ReactNode {
  const t = useWords(words)
  const isAsked = (value !== undefined && potential !== undefined) || fit !== undefined
  const { data } = useRead(readStrategies, {}, { staleTime: 300_000, enabled: isAsked })
  if (!isAsked || !data) return null
  const text = (key: StrategyKey): string => data.texts[key] ?? t(`usual.${key}`)
  return (
    <dl className={classes['strategies']}>
      {value && potential && (
        <div>
          <dt>{t('pair', { value: t(`tier.${value}`), potential: t(`tier.${potential}`) })}</dt>
          <dd>{text(`${value}-${potential}`)}</dd>
        </div>
      )}
      {fit && (
        <div>
          <dt>{t(`fit.${fit}`)}</dt>
          <dd>{text(`fit-${fit}`)}</dd>
        </div>
      )}
    </dl>
  )
}
