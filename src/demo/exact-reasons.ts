import { lossReasons } from '../pipelines/loss-reasons.ts'
import type { Named } from '../pipelines/stage.ts'
import type { Random } from '../platform/random.ts'

interface ExactReason {
  key: string
  /** The reason of the first level to which it belongs. */
  of: string
  name: Named
  weight: number
  needsCompetitor: boolean
}

const exact = (of: string, key: string, weight: number, name: Named): ExactReason => ({
  key: `${of}-${key}`,
  of,
  name,
  weight,
  needsCompetitor: lossReasons.find((reason) => reason.key === of)?.needsCompetitor ?? false,
})

/** Reasons of the second level as the demo company keeps them, for those of the first that are given most. */
export const exactReasons: readonly ExactReason[] = [
  exact('price', 'over-budget', 5, { 'zh-CN': '超出批复预算', 'zh-TW': '超出核定預算', en: 'Above the approved budget' }),
  exact('price', 'undercut', 4, { 'zh-CN': '对手报价更低', 'zh-TW': '對手報價更低', en: 'A rival quoted less' }),
  exact('price', 'running-cost', 2, { 'zh-CN': '年服务费太高', 'zh-TW': '年服務費太高', en: 'Yearly fees too high' }),
  exact('competitor', 'earlier', 5, { 'zh-CN': '对手介入更早', 'zh-TW': '對手更早介入', en: 'A rival was there earlier' }),
  exact('competitor', 'references', 3, {
    'zh-CN': '对手同行业案例多',
    'zh-TW': '對手同業案例多',
    en: 'A rival has more references',
  }),
  exact('competitor', 'faster', 2, {
    'zh-CN': '对手承诺交付更快',
    'zh-TW': '對手承諾交付更快',
    en: 'A rival promised to deliver sooner',
  }),
  exact('no-decision', 'not-approved', 5, {
    'zh-CN': '项目没有立项',
    'zh-TW': '專案沒有立項',
    en: 'The project was never approved',
  }),
  exact('no-decision', 'postponed', 4, { 'zh-CN': '推迟到下一年度', 'zh-TW': '延到下一年度', en: 'Put off to next year' }),
  exact('no-decision', 'left', 2, { 'zh-CN': '推动的人离职', 'zh-TW': '推動的人離職', en: 'Who pushed it has left' }),
  exact('product-gap', 'interfaces', 4, {
    'zh-CN': '与现有系统对接不上',
    'zh-TW': '無法與現有系統對接',
    en: 'Does not connect to what is there',
  }),
  exact('product-gap', 'function', 3, { 'zh-CN': '缺关键功能', 'zh-TW': '缺少關鍵功能', en: 'A function they need is missing' }),
]

const firstLevel = new Map(exactReasons.map(({ key, of }) => [key, of]))

/** The reason of the first level that a reason belongs to, or is. */
export const firstReasonOf = (key: string): string => firstLevel.get(key) ?? key

/** Two in three write down which of the second level it was, where there are any. */
export function asWritten(reason: string, random: Random): string {
  const known = exactReasons.filter(({ of }) => of === reason)
  return known.length > 0 && random.chance(2 / 3)
    ? random.weighted(known.map(({ key, weight }) => [key, weight] as const))
    : reason
}
