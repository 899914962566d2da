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
export const competitors: readonly { name: string; note: string; card: Record<'strengths' | 'weaknesses' | 'answer', string> }[] =
  [
    {
      name: '岚川智控',
      note: '报价低，交付周期短，近半年在华南投入明显加大。',
      card: {
        strengths: '报价低一成左右，演示环境漂亮；承诺两个月上线，销售跟得紧。',
        weaknesses: '老设备接入靠外包，追溯报表是固定模板；三家参考客户里有一家已停用。',
        answer: '不跟着降价。请客户带一台最老的设备来测接入，再算返工和停线的账；约参考客户通话，让对方问上线后第三个月的情况。',
      },
    },
    {
      name: '衡泽软件',
      note: '老牌厂商，集团客户多，二次开发收费高。',
      card: {
        strengths: '集团客户多，品牌让信息部放心；财务和供应链模块齐全。',
        weaknesses: '二次开发按人天收费，改一张报表要排期；车间现场人员少。',
        answer: '先问客户去年改了几次报表、花了多少钱。用试点线一周上线的过程说明我们改得动，合同里写明响应时间。',
      },
    },
    {
      name: '奕工科技',
      note: '设备联网起家，方案轻，复杂制造场景案例少。',
      card: {
        strengths: '设备联网快，网关便宜，轻量客户上手容易。',
        weaknesses: '没有排产和质量，复杂制造做不深；团队小，交付要等。',
        answer: '承认联网他们快。把话题引到联网之后谁来用数据，用质量追溯案例说明只看板不改流程没有回报。',
      },
    },
    {
      name: '柯瑞自动化',
      note: '视觉检测见长，常与设备商捆绑投标。',
      card: {
        strengths: '视觉算法强，常和设备商一起投标，现场有人。',
        weaknesses: '只卖检测，数据不出机；换型要原厂工程师来。',
        answer: '提出数据归客户、接口开放的要求，请客户把换型时间写进评分；与设备商单独沟通，争取做接口方。',
      },
    },
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
