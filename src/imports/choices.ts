import { looseKey } from '../platform/text/keys.ts'
import { measureOfKinds } from '../targets/measure.ts'

const index = (lists: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lists).flatMap(([key, words]) => [key, ...words.split(';')].map((word) => [looseKey(word), key] as const)),
  )

/** The words under which fixed choices are found in files, by kind and field. */
const choices: Record<string, ReadonlyMap<string, string>> = {
  'members.role': index({
    rep: '销售;业务;业务员;销售代表;销售员;销售经理助理;客户经理;業務;sales;sales rep;sales agent;account executive;seller;agent',
    supervisor: '主管;经理;销售经理;团队经理;区域经理;主任;組長;經理;manager;sales manager;supervisor;team lead',
    director: '总监;总经理;销售总监;老板;總監;總經理;director;ceo;vp;vp sales;head of sales;general manager',
    marketing: '市场;市场专员;行销;行銷;marketing',
    presales: '售前;解决方案;技术支持;presales;pre-sales;solution;solution architect',
    delivery: '交付;实施;项目经理;delivery;implementation;project manager',
    service: '客服;售后;服务;customer service;support;service',
    finance: '财务;會計;会计;finance;accounting',
    administrator: '管理员;系统管理员;管理員;admin;administrator;system administrator',
    auditor: '审计;稽核;只读;auditor;read only',
  }),
  'customers.level': index({
    potential: '潜在;潛在;潜在客户;一般;一般客户;普通;普通客户;c;d;非优先客户',
    'no-match': '不匹配;不符合;非目标;非目標;非目标客户;not matching;no match;unqualified',
    target: '目标;目標;目标客户;b',
    premium: '优质;優質;优质客户;a;重要;重要客户;重点客户;vip',
    strategic: '战略;戰略;战略客户;s;key;key account',
  }),
  'contacts.role': index({
    decider: '决策人;决策者;关键决策人;拍板人;決策者;是;decision maker;economic buyer;executive sponsor;policymaker;yes;true',
    influencer: '影响者;影响人;技术评估;影響者;evaluator;technical buyer;recommender',
    user: '使用者;用户;最终用户;使用人;end user;business user',
    gatekeeper: '把关者;把关人;采购;守门人;採購;procurement;purchasing',
    coach: '教练;内线;支持者;內線;教練;champion;supporter',
  }),
  'activities.kind': index({
    call: '电话;打电话;通话;去电;来电;致电;電話;电话拜访;phone;phone call;telephone;cold call',
    visit: '拜访;到访;上门;上门拜访;面访;见面拜访;外访;陌拜;走访;拜訪;on-site;site visit;onsite visit;face to face',
    meeting: '会议;开会;会面;洽谈;面谈;视频会议;腾讯会议;會議;online meeting;video call;zoom;conference',
    email: '邮件;电子邮件;发邮件;郵件;mail;e-mail;sent email',
    message: '微信;短信;消息;qq;企业微信;钉钉;飞书;whatsapp;line;簡訊;sms;chat;wechat;im',
    demo: '演示;产品演示;讲解;展示;demonstration;presentation',
    trial: '试用;测试;poc;試用;pilot;test;proof of concept',
    reception: '接待;来访;到店;参观;展厅;客户来访;來訪;walk-in;showroom',
    other: '其他;其它;任务;备忘;task;todo;note;event;misc',
  }),
  'targets.measure': index({
    'won-amount':
      '赢单金额;销售额;销售金额;成交金额;成交额;业绩;业绩金额;签约金额;合同额;贏單金額;won amount;revenue;sales;bookings;amount;closed won',
    'won-deals': '赢单数;赢单数量;成交数;成交单数;签约数;单数;贏單數;won deals;deals;deals won;number of deals',
    'new-customers': '新客户数;新客户;新增客户;新客數;新客戶數;new customers;new logos;new accounts',
    'activity-call': '电话数;电话量;通话数;電話數;calls;phone calls',
    'activity-visit': '拜访数;拜访量;拜访次数;上门数;拜訪數;visits;meetings in person',
    'activity-meeting': '会议数;会议次数;會議數;meetings',
    'activity-email': '邮件数;郵件數;emails;e-mails',
    'activity-message': '消息数;微信数;訊息數;messages',
    'activity-demo': '演示数;演示次数;展示數;demos',
    'activity-trial': '试用数;試用數;trials;pilots',
    'activity-reception': '接待数;接待量;来访数;接待數;receptions',
    'activity-other': '其他活动数;其他活動數;other activities',
  }),
  'targets.targetLevel': index({
    base: '基准;基本;保底;保底目标;基本目标;必达;基準;base;baseline;minimum;committed',
    stretch: '进取;奋斗;奋斗目标;冲刺;力争;進取;stretch;aspirational',
    challenge: '挑战;挑战目标;卓越;挑戰;challenge;moonshot',
  }),
}

/** The choice that a word stands for, or null when nobody knows the word. Bracketed remarks count only when the rest says nothing. */
export function choiceOf(kind: string, field: string, word: string): string | null {
  return oneChoice(kind, field, word) ?? (field === 'measure' ? severalKinds(kind, word) : null)
}

/** Activities of several kinds counted together: 电话数和拜访数. Null when a part is no activity. */
function severalKinds(kind: string, word: string): string | null {
  const parts = word
    .normalize('NFKC')
    .split(/[、,+/&;和与與]|\band\b/)
    .filter((part) => part.trim() !== '')
  const found = parts.map((part) => oneChoice(kind, 'measure', part)?.replace(/^activity-/, '') ?? '')
  return parts.length > 1 && found.every((one) => measureOfKinds([one]) !== null) ? measureOfKinds(found) : null
}

function oneChoice(kind: string, field: string, word: string): string | null {
  const known = choices[`${kind}.${field}`]
  if (!known) return null
  const plain = word.normalize('NFKC')
  return (
    known.get(looseKey(plain)) ??
    known.get(looseKey(plain.replace(/\([^)]*\)/g, ''))) ??
    known.get(looseKey(/\(([^)]*)\)/.exec(plain)?.[1] ?? '')) ??
    null
  )
}
