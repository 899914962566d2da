import type { Named } from './stage.ts'

/** Level-1 reasons (FUNNEL-SCIENCE §8), seeded; a company adds its own and a second level. */
export const lossReasons: readonly { key: string; name: Named; needsCompetitor?: boolean }[] = [
  { key: 'price', name: { 'zh-CN': '价格', 'zh-TW': '價格', en: 'Price' } },
  { key: 'competitor', name: { 'zh-CN': '竞品', 'zh-TW': '競品', en: 'Competitor' }, needsCompetitor: true },
  { key: 'no-decision', name: { 'zh-CN': '未决策或搁置', 'zh-TW': '未決策或擱置', en: 'No decision' } },
  { key: 'budget-cancelled', name: { 'zh-CN': '预算取消', 'zh-TW': '預算取消', en: 'Budget cancelled' } },
  { key: 'need-changed', name: { 'zh-CN': '需求变更', 'zh-TW': '需求變更', en: 'Need changed' } },
  { key: 'product-gap', name: { 'zh-CN': '产品缺口', 'zh-TW': '產品缺口', en: 'Product gap' } },
  {
    key: 'relationship',
    name: { 'zh-CN': '关系或跟进不足', 'zh-TW': '關係或跟進不足', en: 'Too little relationship or follow-up' },
  },
  { key: 'delivery', name: { 'zh-CN': '交付或服务', 'zh-TW': '交付或服務', en: 'Delivery or service' } },
  { key: 'qualification', name: { 'zh-CN': '资质或招标', 'zh-TW': '資格或招標', en: 'Qualification or tender' } },
  { key: 'invalid-lead', name: { 'zh-CN': '无效线索', 'zh-TW': '無效線索', en: 'Invalid lead' } },
  { key: 'other', name: { 'zh-CN': '其他', 'zh-TW': '其他', en: 'Other' } },
]
