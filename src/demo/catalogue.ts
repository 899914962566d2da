export interface DemoProduct {
  code: string
  name: string
  series: string
  /** Median of a deal's amount in 元. */
  price: number
  /** How often it is asked for. */
  weight: number
  /** Sold through the fast pipeline. */
  fast?: boolean
  /** What the deal is called after the customer's name. */
  projects: readonly string[]
}

/** What the demo company sells: software and devices for factories. */
export const products: readonly DemoProduct[] = [
  {
    code: 'ZX-MES-S',
    name: '智序制造执行系统 标准版',
    series: '智序',
    price: 260_000,
    weight: 22,
    projects: ['车间执行系统', '生产执行系统一期', 'MES 升级'],
  },
  {
    code: 'ZX-MES-G',
    name: '智序制造执行系统 集团版',
    series: '智序',
    price: 880_000,
    weight: 9,
    projects: ['集团制造平台', '多工厂执行系统', '集团 MES 推广'],
  },
  {
    code: 'ZX-QMS',
    name: '智序质量追溯',
    series: '智序',
    price: 180_000,
    weight: 15,
    projects: ['质量追溯', '来料检验系统', '售后追溯平台'],
  },
  {
    code: 'LT-IOT',
    name: '联拓设备联网套件',
    series: '联拓',
    price: 140_000,
    weight: 20,
    projects: ['设备联网', '数控机床采集', '产线数据采集'],
  },
  {
    code: 'LT-EMS',
    name: '联拓能耗管理',
    series: '联拓',
    price: 110_000,
    weight: 14,
    projects: ['能耗监测', '厂区能源看板', '空压站节能'],
  },
  {
    code: 'MS-AOI',
    name: '明视外观检测工作站',
    series: '明视',
    price: 420_000,
    weight: 12,
    projects: ['外观检测线', '视觉检测改造', '终检工位'],
  },
  {
    code: 'LT-GW2',
    name: '联拓边缘网关 G2',
    series: '联拓',
    price: 16_000,
    weight: 6,
    fast: true,
    projects: ['网关增购', '网关备件', '边缘网关'],
  },
  {
    code: 'FW-YEAR',
    name: '年度维护服务',
    series: '服务',
    price: 28_000,
    weight: 6,
    fast: true,
    projects: ['年度维护', '维保续签', '驻场维护'],
  },
]

/** Competitors of the demo company; invented. The first is the one that rises. */
export const competitors: readonly { name: string; note: string }[] = [
  { name: '岚川智控', note: '报价低，交付周期短，近半年在华南投入明显加大。' },
  { name: '衡泽软件', note: '老牌厂商，集团客户多，二次开发收费高。' },
  { name: '奕工科技', note: '设备联网起家，方案轻，复杂制造场景案例少。' },
  { name: '柯瑞自动化', note: '视觉检测见长，常与设备商捆绑投标。' },
]

/** Where business comes from: share of it, and how much better or worse than usual its deals are. */
export const sourceMix: readonly { key: string; share: number; quality: number }[] = [
  { key: 'advertising', share: 27, quality: 1 },
  { key: 'website', share: 18, quality: 1 },
  { key: 'exhibition', share: 14, quality: 0.95 },
  { key: 'referral', share: 11, quality: 1.2 },
  { key: 'partner', share: 10, quality: 1.1 },
  { key: 'phone', share: 8, quality: 0.95 },
  { key: 'social-media', share: 6, quality: 0.9 },
  { key: 'visit', share: 6, quality: 1 },
]
