import type { PipelineTemplate } from '../template.ts'

/** DOMAIN §3: small deals decided in days. */
export const fastCycle: PipelineTemplate = {
  key: 'fast-cycle',
  name: { 'zh-CN': '快速成交三阶段', 'zh-TW': '快速成交三階段', en: 'Fast cycle in three stages' },
  stages: [
    {
      key: 'lead',
      phase: 'lead',
      name: { 'zh-CN': '线索', 'zh-TW': '線索', en: 'Lead' },
      probability: 0.2,
      expectedDays: 3,
      warningDays: 5,
      criticalDays: 7,
    },
    {
      key: 'deal',
      phase: 'negotiate',
      name: { 'zh-CN': '成交', 'zh-TW': '成交', en: 'Deal' },
      probability: 0.55,
      expectedDays: 7,
      warningDays: 10,
      criticalDays: 14,
    },
    {
      key: 'care',
      phase: 'care',
      name: { 'zh-CN': '维护', 'zh-TW': '維護', en: 'Care' },
      probability: 0.95,
      expectedDays: 14,
      warningDays: 21,
      criticalDays: 30,
    },
  ],
}
