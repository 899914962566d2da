import { recordActivity } from '../../activities/commands/record.ts'
import { createContact } from '../../contacts/commands/contacts.ts'
import type { Attitude, ContactRole } from '../../contacts/role.ts'
import { createCustomer } from '../../customers/commands/create.ts'
import type { HeadcountBand } from '../../customers/customer.ts'
import type { Influence } from '../../decision-chain/chain.ts'
import { changeChain } from '../../decision-chain/commands/change.ts'
import { setParent } from '../../decision-chain/commands/parent.ts'
import { readChainOf } from '../../decision-chain/queries/chain.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { largestBuyers } from './key-accounts.ts'
import { must, type Settled } from './settle.ts'

interface Person {
  name: string
  title: string
  roles: ContactRole[]
  attitude: Attitude
  influence: Influence
  /** Place of the boss among the company's people. */
  under?: number
  /** Days since somebody of ours spoke with the person. */
  met?: number
}

interface Company {
  name: (brand: string) => string
  address: string
  /** Place among the companies; the head of the group stands alone. */
  below?: number
  people: readonly Person[]
}

/** The companies around the largest buyer. The head decides what the buyer may spend, and one of its people is against us. */
const companies: readonly Company[] = [
  {
    name: (brand) => `${brand}控股集团有限公司`,
    address: '上海市浦东新区张江路 1188 号',
    people: [
      { name: '唐启明', title: '集团总裁', roles: ['decider'], attitude: 'unknown', influence: 'high' },
      { name: '罗静宜', title: '集团信息总监', roles: ['influencer', 'coach'], attitude: 'supporter', influence: 'high', under: 0, met: 12 }, // prettier-ignore
      {
        name: '贺文涛',
        title: '集团采购总监',
        roles: ['gatekeeper'],
        attitude: 'opponent',
        influence: 'middle',
        under: 0,
        met: 40,
      },
      { name: '秦雅楠', title: '数字化项目经理', roles: ['user'], attitude: 'neutral', influence: 'low', under: 1, met: 25 },
    ],
  },
  {
    name: (brand) => `${brand}自动化装备有限公司`,
    address: '常州市武进区龙江路 66 号',
    below: 0,
    people: [
      { name: '梁伯安', title: '总经理', roles: ['decider'], attitude: 'neutral', influence: 'high', met: 30 },
      { name: '孟小川', title: '生产总监', roles: ['influencer'], attitude: 'supporter', influence: 'middle', under: 0, met: 30 },
    ],
  },
  {
    name: (brand) => `${brand}备件服务有限公司`,
    address: '合肥市高新区望江路 208 号',
    below: 1,
    people: [{ name: '宁致和', title: '运营经理', roles: ['user'], attitude: 'neutral', influence: 'low' }],
  },
]

/** Who decides at the largest buyer itself, besides whom its deals brought. */
const atBuyer: readonly Person[] = [
  { name: '章立群', title: '总经理', roles: ['decider'], attitude: 'supporter', influence: 'high', met: 9 },
  {
    name: '苏敏行',
    title: '财务总监',
    roles: ['gatekeeper', 'influencer'],
    attitude: 'neutral',
    influence: 'middle',
    under: 0,
    met: 33,
  },
  { name: '方可为', title: '设备部长', roles: ['influencer'], attitude: 'supporter', influence: 'middle', under: 0, met: 9 },
  { name: '喻晓彤', title: '车间主任', roles: ['user'], attitude: 'neutral', influence: 'low', under: 2 },
]

/** A group in the demo company: its largest buyer under a head, with a sister and that one's daughter, each with its chain. */
export async function formGroup(tx: Tx, caller: Caller, { sources }: Settled): Promise<void> {
  const buyer = (await largestBuyers(tx, caller))[0]
  if (!buyer) return
  const {
    name,
    region,
    industry,
    headcount_band: band,
    source_id: source,
  } = await tx
    .selectFrom('customer')
    .select(['name', 'region', 'industry', 'headcount_band', 'source_id'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', buyer.id)
    .executeTakeFirstOrThrow()
  // two characters after the city are the brand: 佛山|蔚远|精密制造有限公司
  const brand = name.slice(2, 4)
  const sourceId = source ?? [...sources.values()][0]!
  const by: Caller = { ...caller, memberId: buyer.owner }
  const ids: string[] = []
  for (const { name: named, address, below, people } of companies) {
    const profile = {
      industry: industry ?? '装备制造',
      headcountBand: (band ?? '500-999') as HeadcountBand,
      region,
      sourceId,
      level: 'target' as const,
    }
    const given = { ...profile, name: named(brand), address, contact: asGiven(people[0]!), confirmDuplicate: true }
    const { id } = must(await createCustomer(tx, by, given))
    await drawPeople(tx, by, id, people)
    if (below !== undefined) must(await setParent(tx, by, id, ids[below]!))
    ids.push(id)
  }
  await drawPeople(tx, by, buyer.id, atBuyer)
  must(await setParent(tx, by, buyer.id, ids[0]!))
}

const asGiven = ({ name, title, roles, attitude }: Person) => ({
  ...{ name, title, attitude, role: roles[0]! },
  email: `${pinyinOf(name).full}@group.example`,
})

/** People with their reporting lines; whom we have met is looked after by the owner, and the meeting is on record. */
async function drawPeople(tx: Tx, by: Caller, customerId: string, people: readonly Person[]): Promise<void> {
  const known = (await readChainOf(tx, by, customerId))!.people
  const ids: string[] = []
  for (const person of people)
    ids.push(
      known.find(({ name }) => name === person.name)?.id ??
        must(await createContact(tx, by, { ...asGiven(person), customerId })).id,
    )
  const ties = people.map(({ roles, influence, under, met }, at) => ({
    id: ids[at]!,
    roles,
    influence,
    reportsToId: under === undefined ? null : ids[under]!,
    counterpartId: met === undefined ? null : by.memberId,
  }))
  must(await changeChain(tx, by, customerId, ties, null))
  for (const days of new Set(people.flatMap(({ met }) => met ?? []))) {
    const happenedAt = new Date(by.now.getTime() - days * 86_400_000).toISOString()
    const contactIds = people.flatMap(({ met }, at) => (met === days ? [ids[at]!] : []))
    const said = { content: '上门交流集团的自动化规划', result: '确认了预算归口和下一步要见的人' }
    must(await recordActivity(tx, by, { kind: 'visit', happenedAt, customerId, contactIds, ...said }))
  }
}
