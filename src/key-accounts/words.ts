import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.nothing-weighs': '所有指标的权重都是 0，算不出分数',
    'refusal.nothing-weighs.detail': '至少给一个指标大于 0 的权重。',
    'refusal.thresholds-must-fall': 'S、A、B 的分数线必须一级比一级低',
    'refusal.band-does-not-rise': '评分区间的数值必须从小到大，不能重复',
    'refusal.customer-since-lies-ahead': '首次成交日期不能在今天之后',
  },
  'zh-TW': {
    'refusal.nothing-weighs': '所有指標的權重都是 0，算不出分數',
    'refusal.nothing-weighs.detail': '至少給一個指標大於 0 的權重。',
    'refusal.thresholds-must-fall': 'S、A、B 的分數線必須一級比一級低',
    'refusal.band-does-not-rise': '評分區間的數值必須由小到大，不能重複',
    'refusal.customer-since-lies-ahead': '首次成交日期不能在今天之後',
  },
  en: {
    'refusal.nothing-weighs': 'All weights are 0: there is nothing to score by',
    'refusal.nothing-weighs.detail': 'Give at least one indicator a weight above 0.',
    'refusal.thresholds-must-fall': 'S must ask for more than A, and A for more than B',
    'refusal.band-does-not-rise': 'The values of a band must rise and not repeat',
    'refusal.customer-since-lies-ahead': 'The first order cannot lie ahead of today',
  },
})
