import { say, type Locale } from '../platform/words.ts'
import type { TargetDetail } from './contract.ts'
import { measureName } from './measure-name.ts'
import { isMoney, levels } from './measure.ts'
import { monthsOfNode } from './sheet.ts'
import { words } from './words.ts'

type Cell = string | number | null

/**
 * A version as rows of a sheet, as an import reads them: every row that has figures of its own, at every level, money in major units
 * (`digits` decimals of the currency). Sums of teams stand among them; an import knows them for sums.
 */
export function targetRows(target: TargetDetail, locale: Locale, digits: number): Cell[][] {
  const t = (key: keyof (typeof words)['en'], facts: Record<string, unknown> = {}): string => say(locale, words, key, facts)
  const unit = isMoney(target.measure) ? 10 ** digits : 1
  const teamOf = (id: string | null): string | null => {
    const node = target.nodes.find((one) => one.id === id)
    return !node || node.kind === 'company' ? null : node.kind === 'team' ? node.name : teamOf(node.parentId)
  }
  const head = [
    t('col.year'),
    t('col.measure'),
    t('col.level'),
    t('col.team'),
    t('col.owner'),
    ...Array.from({ length: 12 }, (_, month) => t('col.month', { month: month + 1 })),
    t('col.total'),
  ]
  const rows = levels.flatMap((level) => {
    const lines = new Map(target.lines.filter((line) => line.level === level).map(({ nodeId, months }) => [nodeId, months]))
    return target.nodes.map((node): Cell[] => {
      const months = monthsOfNode({ nodes: target.nodes, lines }, node.id)
      return [
        target.year,
        measureName(locale, target.measure),
        t(`level.${level}`),
        node.kind === 'company' ? node.name : teamOf(node.id),
        node.kind === 'member' ? node.name : null,
        ...months.map((value) => value / unit),
        months.reduce((sum, value) => sum + value, 0) / unit,
      ]
    })
  })
  return [head, ...rows]
}
