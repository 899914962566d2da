import type { ContactFields } from '../contacts/contact.ts'
import { bandOf, nothingKnown, type CustomerFields } from '../customers/customer.ts'
import type { Random } from '../platform/random.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import { companyMaker, creditCode, landline, mobileNumber, personName, type InventedCompany } from './invented-names.ts'
import { regions, repsOf, type Region } from './staff.ts'

export interface DemoContact {
  fields: ContactFields
  customer: number
}

export interface DemoCustomer {
  fields: Omit<CustomerFields, 'sourceId'>
  region: Region
  short: string
  /** Key of the member who looks after it. */
  owner: string
  sourceKey: string | null
  /** What is so, on record or not. */
  truth: Pick<CustomerFields, 'industry' | 'headcountBand'>
  contacts: DemoContact[]
  /** How much it buys compared with others: a few buy most. */
  appetite: number
}

export const titles = {
  decider: ['总经理', '副总经理', '厂长', '信息总监', '运营副总'],
  influencer: ['生产总监', '质量经理', '设备部长', '财务经理', '精益经理'],
  user: ['车间主任', '计划主管', '设备工程师', '信息工程师', '质检班长'],
  gatekeeper: ['采购经理', '采购主管', '总经办主任'],
  coach: ['项目经理', '自动化主管', '数字化专员'],
} as const

const goals = [
  '三年内产能翻一番，新厂区明年投产。',
  '把不良率降到 0.5% 以下，拿下两家整车厂的一级供应资格。',
  '所有关键设备联网，月度能耗下降一成。',
  '集团五个工厂统一系统，报表当日可见。',
  '出口占比提高到四成，通过海外客户的追溯审核。',
]

const standings = ['省内同行前三', '细分领域龙头', '区域知名', '行业中游', '专精特新企业']

/** The customers with their people: most with a complete profile, some with gaps, as records grow in life. */
export function clientele(random: Random, count: number): DemoCustomer[] {
  const invent = companyMaker(random)
  return Array.from({ length: count }, (_, index) => {
    const region = random.weighted(regions.map((name, at) => [name, [38, 34, 28][at]!] as const))
    const company = invent(region)
    const complete = random.chance(0.62)
    const people = random.weighted([
      [1, 30],
      [2, 42],
      [3, 19],
      [4, 9],
    ])
    return {
      ...profile(company, region, complete, random),
      region,
      short: company.short,
      owner: random.pick(repsOf(region)).key,
      sourceKey: null,
      contacts: Array.from({ length: people }, (_unused, place) => ({
        fields: person(company, place, complete, random),
        customer: index,
      })),
      appetite: random.logNormal(1, 0.8),
    }
  })
}

function profile(
  company: InventedCompany,
  region: Region,
  complete: boolean,
  random: Random,
): Pick<DemoCustomer, 'fields' | 'truth'> {
  const { sourceId: _, ...blank } = nothingKnown
  const headcount = Math.max(20, Math.round(random.logNormal(320, 1.1)))
  const known = (share: number) => complete || random.chance(share)
  const fields: DemoCustomer['fields'] = {
    ...blank,
    name: company.name,
    region,
    industry: known(0.6) ? company.trade.industry : null,
    mainBusiness: known(0.3) ? company.trade.mainBusiness : null,
    headcount: complete && random.chance(0.7) ? headcount : null,
    headcountBand: known(0.35) ? bandOf(headcount) : null,
    itShare: complete && random.chance(0.4) ? random.whole(5, 60) / 1000 : null,
    revenueMinor: complete && random.chance(0.6) ? Math.round(headcount * random.logNormal(900_000, 0.5)) * 100 : null,
    revenueTrend: known(0.2)
      ? random.weighted([
          ['growing', 5],
          ['steady', 4],
          ['shrinking', 2],
        ])
      : null,
    goals: complete && random.chance(0.45) ? random.pick(goals) : null,
    standing: known(0.2) ? random.pick(standings) : null,
    address: known(0.4) ? company.address : null,
    website: complete && random.chance(0.5) ? `https://www.${pinyinOf(company.short.slice(0, 2)).full}.example` : null,
    phone: known(0.3) ? landline(company.areaCode, random) : null,
    socialCreditCode: complete && random.chance(0.8) ? creditCode(random) : null,
    level: complete
      ? random.weighted([
          ['potential', 12],
          ['target', 50],
          ['premium', 30],
          ['strategic', 8],
        ])
      : random.weighted([
          ['potential', 80],
          ['target', 20],
        ]),
  }
  return { fields, truth: { industry: company.trade.industry, headcountBand: bandOf(headcount) } }
}

function person(company: InventedCompany, place: number, complete: boolean, random: Random): ContactFields {
  const role = random.weighted<NonNullable<ContactFields['role']>>(
    place === 0
      ? [
          ['influencer', 4],
          ['decider', 3],
          ['gatekeeper', 2],
          ['user', 2],
          ['coach', 1],
        ]
      : [
          ['user', 4],
          ['influencer', 4],
          ['decider', 3],
          ['gatekeeper', 2],
          ['coach', 2],
        ],
  )
  const name = personName(random)
  const phone = random.chance(complete || place === 0 ? 0.95 : 0.6) ? mobileNumber(random) : null
  const host = pinyinOf(company.short.slice(0, 2)).full
  return {
    name,
    title: random.chance(0.92) ? random.pick(titles[role]) : null,
    role: random.chance(complete ? 0.9 : 0.5) ? role : null,
    attitude: random.weighted([
      ['unknown', 3],
      ['neutral', 4],
      ['supporter', 3],
      ['opponent', 1],
    ]),
    phone,
    phoneExtension: null,
    phoneGiven: phone && phone.slice(3),
    email: random.chance(complete ? 0.6 : 0.25) ? `${pinyinOf(name).full}@${host}.example` : null,
    wechat: random.chance(0.3) ? `${pinyinOf(name).initials}_${random.whole(1000, 9999)}` : null,
    note: null,
    externalId: null,
  }
}
