import { sql } from 'kysely'
import { changeChain } from '../../decision-chain/commands/change.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { seeded, type Random } from '../../platform/random.ts'
import type { Caller } from '../../platform/session.ts'
import { answerSurvey } from '../../surveys/commands/answer.ts'
import { invite } from '../../surveys/commands/invite.ts'
import { changeState, createSurvey } from '../../surveys/commands/write.ts'
import { must } from './settle.ts'

/** So many decision chains are drawn, and so many buyers are asked; of those about two in three answer. */
const [drawn, asked] = [40, 45]
/** Answers came in over so many days. */
const answeringDays = 70

/** What the demo company does for customers it has: decision chains, and a survey with its answers. */
export async function tendCustomers(tx: Tx, caller: Caller, seed: number): Promise<void> {
  const random = seeded(seed + 61)
  await drawChains(tx, caller)
  await askBuyers(tx, caller, random)
}

interface Person {
  id: string
  customer: string
  owner: string
  role: string | null
}

/** Everybody reports to who decides, and those met are looked after by the owner; some have nobody yet, as in life. */
async function drawChains(tx: Tx, caller: Caller): Promise<void> {
  const { rows } = await sql<{ customer: string; people: Person[] }>`
    select c.id as customer, jsonb_agg(jsonb_build_object('id', p.id, 'customer', c.id, 'owner', c.owner_id, 'role', p.role) order by p.id) as people
    from customer c join contact p on p.org_id = c.org_id and p.customer_id = c.id and p.deleted_at is null
    where c.org_id = ${caller.orgId} and c.deleted_at is null
    group by c.id having count(*) >= 3 order by count(*) desc, c.id limit ${drawn}`.execute(tx)
  for (const { customer, people } of rows) {
    const top = people.find(({ role }) => role === 'decider') ?? people[0]!
    const changes = people.map(({ id, owner }, at) => ({
      id,
      reportsToId: id === top.id ? null : at === people.length - 1 && people.length > 3 ? people[1]!.id : top.id,
      influence: id === top.id ? ('high' as const) : at % 2 === 0 ? ('middle' as const) : ('low' as const),
      ...(at % 3 === 0 ? { counterpartId: owner } : {}),
    }))
    const isRound = changes.some(({ id, reportsToId }) => id === reportsToId)
    if (!isRound) must(await changeChain(tx, caller, customer, changes, null))
  }
}

const survey: Parameters<typeof createSurvey>[2] = {
  name: '年度客户满意度',
  title: { 'zh-CN': '您对我们的服务满意吗？', 'zh-TW': '您對我們的服務滿意嗎？', en: 'How satisfied are you with us?' },
  intro: { 'zh-CN': '四个问题，一分钟。', 'zh-TW': '四個問題，一分鐘。', en: 'Four questions, one minute.' },
  thanks: {
    'zh-CN': '谢谢，您的意见会有人跟进。',
    'zh-TW': '謝謝，您的意見會有人跟進。',
    en: 'Thank you. Somebody will follow up.',
  },
  validDays: 90,
  questions: [
    {
      key: 'q-nps',
      kind: 'nps',
      text: {
        'zh-CN': '您有多大可能把我们推荐给同行？',
        'zh-TW': '您有多大可能把我們推薦給同業？',
        en: 'How likely are you to recommend us?',
      },
      options: [],
      isRequired: true,
    },
    {
      key: 'q-delivery',
      kind: 'scale',
      text: { 'zh-CN': '对交付满意吗？', 'zh-TW': '對交付滿意嗎？', en: 'How satisfied are you with delivery?' },
      options: [],
      isRequired: true,
    },
    {
      key: 'q-service',
      kind: 'scale',
      text: { 'zh-CN': '对售后响应满意吗？', 'zh-TW': '對售後回應滿意嗎？', en: 'How satisfied are you with our support?' },
      options: [],
      isRequired: false,
    },
    {
      key: 'q-words',
      kind: 'text',
      text: { 'zh-CN': '还有什么想告诉我们？', 'zh-TW': '還有什麼想告訴我們？', en: 'Anything else you want to tell us?' },
      options: [],
      isRequired: false,
    },
  ],
}

const praise = ['顾问很专业，交付比约定早了一周', '用下来稳定，准备再上一条线', '售后响应快']
const blame = ['验收拖了两周，现场没人盯', '报价和合同条款反复改', '培训太少，操作工还不会用']

async function askBuyers(tx: Tx, caller: Caller, random: Random): Promise<void> {
  const then: Caller = { ...caller, now: new Date(caller.now.getTime() - (answeringDays + 5) * 86_400_000) }
  const { id } = must(await createSurvey(tx, then, survey))
  must(await changeState(tx, then, id, 'open'))
  const { rows } = await sql<{ id: string }>`
    select distinct on (c.id) p.id from opportunity o
    join customer c on c.org_id = o.org_id and c.id = o.customer_id and c.deleted_at is null
    join contact p on p.org_id = c.org_id and p.customer_id = c.id and p.deleted_at is null
    where o.org_id = ${caller.orgId} and o.status = 'won' order by c.id, p.id limit ${asked}`.execute(tx)
  if (rows.length === 0) return
  const { links } = must(await invite(tx, then, id, { contactIds: rows.map((row) => row.id), locale: 'zh-CN' }, ''))
  for (const { url } of links.filter(() => random.chance(0.66))) {
    const nps = random.chance(0.14) ? random.whole(0, 6) : random.whole(7, 10)
    const isGood = nps >= 7
    const scale = () => String((isGood ? 4 : 2) + random.whole(0, 1))
    const words = (isGood ? praise : blame)[random.whole(0, 5)]
    const at = new Date(caller.now.getTime() - (1 + random.share() * answeringDays) * 86_400_000)
    const fields = { 'q-nps': String(nps), 'q-delivery': scale(), 'q-service': scale(), ...(words && { 'q-words': words }) }
    const token = url.slice(url.lastIndexOf('/') + 1)
    must(await answerSurvey(tx, caller.orgId, token, { locale: 'zh-CN', fields, wantsContact: nps <= 3 }, at))
  }
}
