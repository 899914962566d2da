import type { DocumentCategory } from '../pipelines/gate-fields.ts'
import type { DemoDeal, PlacedCustomer } from './demo-company.ts'
import type { DemoActivity, DiarySetting } from './diary.ts'

export interface DemoDocument {
  id: string
  category: string
  fileName: string
  text: string
  at: number
}

const names: Record<DocumentCategory, string> = {
  requirements: '需求说明',
  proposal: '解决方案',
  quote: '报价单',
  bid: '投标文件',
  'award-notice': '中标通知书',
  contract: '合同',
  payment: '付款凭证',
  acceptance: '验收单',
  minutes: '会议纪要',
  other: '补充材料',
}

/** A short paper that says what it is, for whom and about what. */
export function documentOf(
  category: string,
  at: number,
  deal: DemoDeal,
  customer: PlacedCustomer,
  diary: readonly DemoActivity[],
  { idAt }: DiarySetting,
): DemoDocument {
  const name = names[category as DocumentCategory] ?? names.other
  const amount = deal.amountMinor === null ? '待定' : `${(deal.amountMinor / 1_000_000).toFixed(1)} 万元`
  const said = diary.findLast(({ happenedAt }) => happenedAt <= at)?.content ?? ''
  const text = [
    name,
    `客户：${customer.fields.name}`,
    `项目：${deal.name}`,
    `产品：${deal.product.series}`,
    `金额：${amount}`,
    '',
    said,
    '',
  ].join('\n')
  return { id: idAt(at), category, fileName: `${customer.fields.name} ${name}.txt`, text, at }
}
