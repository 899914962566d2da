const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!
const [cities, cores, trades] = [
  ['北京', '上海', '深圳', '杭州', '南京', '武汉', '成都', '西安'],
  ['云帆', '华联', '远航', '恒信', '中科', '嘉禾', '博雅', '天成', '瑞丰', '盛达', '明德'],
  ['科技', '机械', '电子', '医药', '汽车', '物流', '软件'],
]
const customerName = (index: number) =>
  `${pick(cities, index)}${pick(cores, index >> 3)}${pick(trades, index >> 5)}${index.toString(36)}有限公司`
const day = (offset: number) => new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)

/** A list as a Chinese CRM exports it: deterministic, no real names; `mark` tells the deals of one list from those of another. */
export function* listOfDeals(rows: number, customers: number, mark: string): Generator<string> {
  yield '商机编号,商机名称,客户名称,意向产品,负责人,商机阶段,金额（元）,创建时间,成交日期\r\n'
  for (let index = 0; index < rows; index++) {
    const stage = pick(['赢单', '输单', '需求分析', '方案报价', '赢单', '商务谈判'], index * 7)
    const closed = stage === '赢单' || stage === '输单'
    const customer = customerName((index * 2654435761) % customers)
    const cells = [
      `${mark}${index}`,
      `${customer.slice(0, 6)}采购`,
      customer,
      pick(['云主机', '数据平台', '安全网关'], index),
      `销售${index % 40}`,
      stage,
      1000 + (index % 997) * 13,
      day(index % 500),
      closed ? day((index % 500) + 10 + (index % 90)) : '',
    ]
    yield `${cells.join(',')}\r\n`
  }
}
