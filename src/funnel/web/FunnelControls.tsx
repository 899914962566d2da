import { NativeSelect, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { addressOf } from '../../ui/api.ts'
import { addDays } from '../../ui/format.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { type Basis, bases, exportFunnel, type FunnelReply, type Grouping, groupings } from '../contract.ts'
import { countings, type Counting } from '../standing.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import type { Measure } from './funnel-shape.ts'
import { type Asked, askedOf, rangeNamed, rangeOf, ranges, type Range, type View } from './funnel-view.ts'

interface Choosing<T> {
  value: T
  onChange: (value: T) => void
}

export function BasisChoice({ value, onChange }: Choosing<Basis>): ReactNode {
  const t = useWords(words)
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('basis')}
      value={value}
      onChange={(next) => onChange(next as Basis)}
      data={bases.map((basis) => ({ value: basis, label: <span title={t(`basis.${basis}.hint`)}>{t(`basis.${basis}`)}</span> }))}
    />
  )
}

export function MeasureChoice({ value, onChange }: Choosing<Measure>): ReactNode {
  const t = useWords(words)
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('measure')}
      value={value}
      onChange={(next) => onChange(next as Measure)}
      data={[
        { value: 'count', label: t('count') },
        { value: 'amount', label: t('amount') },
      ]}
    />
  )
}

export function CountingChoice({ value, onChange }: Choosing<Counting>): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      size="xs"
      aria-label={t('counting')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Counting)}
      data={countings.map((counting) => ({ value: counting, label: `${t('counting')} · ${t(`counting.${counting}`)}` }))}
    />
  )
}

export function GroupChoice({ value, onChange }: Choosing<Grouping | undefined>): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      size="xs"
      aria-label={t('groupBy')}
      value={value ?? ''}
      onChange={(event) => onChange((event.currentTarget.value || undefined) as Grouping | undefined)}
      data={[
        { value: '', label: t('group.none') },
        ...groupings.map((groupBy) => ({ value: groupBy, label: t('groupsTitle', { by: t(`group.${groupBy}`) }) })),
      ]}
    />
  )
}

interface PipelineChoiceProps {
  pipelines: readonly { key: string; name: string }[]
  value: string | undefined
  onChange: (key: string | undefined) => void
}

export function PipelineChoice({ pipelines, value, onChange }: PipelineChoiceProps): ReactNode {
  const t = useWords(words)
  if (pipelines.length < 2) return null
  return (
    <NativeSelect
      size="xs"
      className={classes['pipeline']!}
      aria-label={t('pipeline')}
      value={value ?? pipelines[0]!.key}
      onChange={(event) => onChange(event.currentTarget.value === pipelines[0]!.key ? undefined : event.currentTarget.value)}
      data={pipelines.map(({ key, name }) => ({ value: key, label: name }))}
    />
  )
}

interface RangeChoiceProps {
  view: View
  today: string
  onChange: (change: Partial<View>) => void
}

/** The usual stretches of time; other days are chosen in the filter beside it. */
export function RangeChoice({ view, today, onChange }: RangeChoiceProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const asked = askedOf(view, today)
  const last = asked.to && addDays(asked.to, -1)
  const known = rangeNamed(asked.from, last, today)
  const offered = ranges.filter((range) => range !== 'all' || asked.basis === 'cohort')
  return (
    <NativeSelect
      size={phone ? 'sm' : 'xs'}
      className={classes['range']!}
      aria-label={t('range')}
      value={known ?? 'custom'}
      onChange={(event) => onChange(rangeOf(event.currentTarget.value as Range, today))}
      data={[
        ...offered.map((range) => ({ value: range, label: t(`range.${range}`) })),
        ...(known ? [] : [{ value: 'custom', label: t('range.custom'), disabled: true }]),
      ]}
    />
  )
}

interface ExportMenuProps {
  asked: Asked
  reply: FunnelReply
  svg: RefObject<SVGSVGElement | null>
  allowed: boolean
}

export function ExportMenu({ asked, reply, svg, allowed }: ExportMenuProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const name = t('fileName', { pipeline: reply.definition.pipeline.name, day: format.today() })
  const picture = async (kind: 'png' | 'svg'): Promise<void> => {
    const { pngPicture, save, svgPicture } = await import('../../ui/charts/picture.ts')
    if (!svg.current) return
    const caption = {
      title: t('chartTitle', { pipeline: reply.definition.pipeline.name }),
      lines: [reply.definition.sentence, reply.definition.conversion],
    }
    const blob =
      kind === 'png'
        ? await pngPicture(svg.current, caption)
        : new Blob([svgPicture(svg.current, caption).source], { type: 'image/svg+xml' })
    save(blob, `${name}.${kind}`)
  }
  const file = (kind: 'xlsx' | 'csv'): string => addressOf(exportFunnel, { query: { ...asked, format: kind } } as never)
  const closed = allowed ? null : t('exportForbidden')
  return (
    <RowActions
      framed
      label={t('export')}
      icon={<IconDownload size={17} />}
      actions={[
        { key: 'xlsx', label: t('exportXlsx'), href: file('xlsx'), closed },
        { key: 'csv', label: t('exportCsv'), href: file('csv'), closed },
        ...(phone
          ? []
          : [
              { key: 'png', label: t('exportPng'), run: () => void picture('png') },
              { key: 'svg', label: t('exportSvg'), run: () => void picture('svg') },
            ]),
      ]}
    />
  )
}
