import type { Named } from './stage.ts'

export type GateFieldKind = 'text' | 'number' | 'money' | 'day' | 'share' | 'reference' | 'choice'

/** A field that a criterion may ask for. */
export interface GateField {
  key: string
  of: 'opportunity' | 'customer'
  kind: GateFieldKind
  name: Named
  /** Values of a choice, with their names where they are words. */
  choices?: readonly { key: string; name: Named }[]
}

const field = (of: GateField['of'], key: string, kind: GateFieldKind, zhCn: string, zhTw: string, en: string): GateField => ({
  key: of === 'customer' ? `customer.${key}` : key,
  of,
  kind,
  name: { 'zh-CN': zhCn, 'zh-TW': zhTw, en },
})

/** All fields of deals and customers that gates can ask for; customers' keys begin with `customer.`. */
export const gateFields: readonly GateField[] = [
  field('opportunity', 'amountMinor', 'money', '预计金额', '預計金額', 'Amount'),
  field('opportunity', 'expectedCloseOn', 'day', '预计成交日期', '預計成交日期', 'Expected close date'),
  field('opportunity', 'productId', 'reference', '产品', '產品', 'Product'),
  field('opportunity', 'contactId', 'reference', '首要联系人', '首要聯絡人', 'Main contact'),
  field('opportunity', 'sourceId', 'reference', '商机来源', '商機來源', 'Source of the deal'),
  field('opportunity', 'competitorId', 'reference', '竞争对手', '競爭對手', 'Competitor'),
  field('opportunity', 'nextStep', 'text', '下一步', '下一步', 'Next step'),
  field('opportunity', 'nextStepOn', 'day', '下一步日期', '下一步日期', 'Date of the next step'),
  field('opportunity', 'ownProbability', 'share', '销售自评把握', '業務自評把握', 'Own judgement of the chance'),
  field('opportunity', 'note', 'text', '商机备注', '商機備註', 'Note on the deal'),
  field('customer', 'name', 'text', '客户名称', '客戶名稱', 'Customer name'),
  field('customer', 'industry', 'text', '客户行业', '客戶產業', 'Customer’s industry'),
  field('customer', 'mainBusiness', 'text', '客户主营业务', '客戶主要業務', 'Customer’s main business'),
  field('customer', 'headcountBand', 'choice', '客户人数规模', '客戶人數規模', 'Customer’s headcount'),
  field('customer', 'revenueMinor', 'money', '客户年营业额', '客戶年營業額', 'Customer’s revenue'),
  field('customer', 'region', 'text', '客户区域', '客戶區域', 'Customer’s region'),
  field('customer', 'sourceId', 'reference', '客户来源', '客戶來源', 'Customer’s source'),
  field('customer', 'goals', 'text', '客户未来目标', '客戶未來目標', 'Customer’s goals'),
  field('customer', 'address', 'text', '客户地址', '客戶地址', 'Customer’s address'),
  field('customer', 'phone', 'text', '客户总机', '客戶總機', 'Customer’s switchboard'),
  field('customer', 'socialCreditCode', 'text', '统一社会信用代码', '統一社會信用代碼', 'Social credit code'),
  field('customer', 'level', 'choice', '客户级别', '客戶級別', 'Customer level'),
]

const byKey = new Map(gateFields.map((one) => [one.key, one]))
export const gateField = (key: string): GateField | undefined => byKey.get(key)

export const documentCategories = [
  'requirements',
  'proposal',
  'quote',
  'bid',
  'award-notice',
  'contract',
  'payment',
  'acceptance',
  'minutes',
  'other',
] as const
export type DocumentCategory = (typeof documentCategories)[number]
