import type { PipelineTemplate } from '../template.ts'

/** DOMAIN §3: the usual way of a B2B deal. Probabilities and days are a starting point that every company adjusts. */
export const b2bSixStages: PipelineTemplate = {
  key: 'b2b-six-stages',
  name: { 'zh-CN': 'B2B 六阶段', 'zh-TW': 'B2B 六階段', en: 'B2B in six stages' },
  stages: [
    {
      key: 'lead-capture',
      phase: 'lead',
      name: { 'zh-CN': '线索获取', 'zh-TW': '線索取得', en: 'Lead capture' },
      customerLooks: {
        'zh-CN': '资料完整，说出了一个需求',
        'zh-TW': '資料完整，說出了一個需求',
        en: 'Basics are complete, a need was stated',
      },
      probability: 0.1,
      expectedDays: 14,
      warningDays: 21,
      criticalDays: 30,
    },
    {
      key: 'need-discovery',
      phase: 'qualify',
      name: { 'zh-CN': '需求挖掘', 'zh-TW': '需求探索', en: 'Need discovery' },
      customerLooks: {
        'zh-CN': '同意调研，至少认识一位关键决策人',
        'zh-TW': '同意訪談，至少認識一位關鍵決策人',
        en: 'Agrees to a survey; at least one key decision maker is known',
      },
      probability: 0.2,
      expectedDays: 20,
      warningDays: 30,
      criticalDays: 45,
    },
    {
      key: 'solution',
      phase: 'propose',
      name: { 'zh-CN': '方案制定', 'zh-TW': '方案規劃', en: 'Solution' },
      customerLooks: {
        'zh-CN': '需求、预算、权限、时间已确认，同意接收方案',
        'zh-TW': '需求、預算、權限、時程已確認，同意接收方案',
        en: 'Need, budget, authority and timing are confirmed; ready to receive a proposal',
      },
      probability: 0.4,
      expectedDays: 20,
      warningDays: 30,
      criticalDays: 45,
    },
    {
      key: 'negotiation',
      phase: 'negotiate',
      name: { 'zh-CN': '商务谈判', 'zh-TW': '商務談判', en: 'Commercial negotiation' },
      customerLooks: {
        'zh-CN': '对方案核心无异议，开始谈条款',
        'zh-TW': '對方案核心無異議，開始談條款',
        en: 'No objection to the core of the proposal; terms are discussed',
      },
      probability: 0.6,
      expectedDays: 15,
      warningDays: 22,
      criticalDays: 30,
    },
    {
      key: 'closing',
      phase: 'close',
      name: { 'zh-CN': '成交促成', 'zh-TW': '成交促成', en: 'Closing' },
      customerLooks: {
        'zh-CN': '客户内部决策完成，等待签约与预付款',
        'zh-TW': '客戶內部決策完成，等待簽約與預付款',
        en: 'Internal decision done; signature and prepayment to come',
      },
      probability: 0.85,
      expectedDays: 10,
      warningDays: 15,
      criticalDays: 21,
    },
    {
      key: 'customer-care',
      phase: 'care',
      name: { 'zh-CN': '客户维护', 'zh-TW': '客戶維護', en: 'Customer care' },
      customerLooks: {
        'zh-CN': '合同生效，首次交付进行中',
        'zh-TW': '合約生效，首次交付進行中',
        en: 'Contract in force, first delivery under way',
      },
      probability: 0.97,
      expectedDays: 45,
      warningDays: 60,
      criticalDays: 90,
    },
  ],
}
