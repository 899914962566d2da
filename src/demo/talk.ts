import type { ActivityKind } from '../activities/activity.ts'
import type { Random } from '../platform/random.ts'

interface Topic {
  purpose: readonly string[]
  /** What was done, by form of contact. */
  content: readonly (readonly [ActivityKind, string])[]
  feedback: readonly string[]
  result: readonly string[]
  next: readonly string[]
}

/** What is talked about in a stage; {{p}} is the person met, {{x}} the product. */
const topics: readonly Topic[] = [
  {
    purpose: ['首次联系', '了解需求', '核实信息', '邀约调研'],
    content: [
      ['call', '电话联系{{p}}，介绍公司与{{x}}，了解现有系统和工厂规模。'],
      ['call', '{{p}}在展会上留了资料，回访确认关注的是车间数据不透明。'],
      ['reception', '{{p}}到公司参观展厅，看了{{x}}的演示环境。'],
      ['message', '加了{{p}}的微信，发去同行案例，约下周详细沟通。'],
      ['call', '与{{p}}核对了厂区、人数和现用软件，记录在客户资料里。'],
      ['email', '回复{{p}}的咨询，说明{{x}}的部署方式和大致周期。'],
    ],
    feedback: [
      '愿意了解，但要先问车间意见。',
      '目前用表格管理，月底对账很痛苦。',
      '说今年有信息化预算，具体没定。',
      '只是先收集资料。',
      '对同行案例感兴趣。',
    ],
    result: ['对方同意进一步沟通', '确认是真实需求', '留下了车间主任的联系方式', '暂无明确需求，保持联系', '约好现场调研时间'],
    next: ['约现场调研', '发送案例资料', '再次电话确认', '联系车间主任'],
  },
  {
    purpose: ['现场调研', '需求访谈', '摸清决策流程', '确认预算范围'],
    content: [
      ['visit', '到现场走了两条产线，{{p}}介绍排产与报工方式，记录了七个痛点。'],
      ['meeting', '与{{p}}逐项确认需求清单，优先级最高的是报工及时率与质量追溯。'],
      ['call', '访谈{{p}}，厘清立项流程：部门申请、信息部评审、总经理批准。'],
      ['meeting', '与{{p}}讨论预算口径，硬件走设备更新，软件走信息化费用。'],
      ['visit', '{{p}}带我们见了生产和质量两位负责人，分别听取意见。'],
      ['call', '电话与{{p}}确认调研纪要，补充了两台老设备的通讯协议。'],
    ],
    feedback: [
      '认可调研的深度。',
      '担心一线工人不愿意用。',
      '预算在一百万以内比较好批。',
      '希望先做一个车间试点。',
      '要求与现有 ERP 打通。',
      '关键决策人还没露面。',
    ],
    result: [
      '需求清单双方确认',
      '拿到了组织架构和决策流程',
      '预算范围已口头确认',
      '还差决策人沟通',
      '客户同意接收方案',
      '需求优先级已排定',
    ],
    next: ['整理需求确认书', '约见决策人', '准备方案初稿', '安排技术交流', '确认预算与时间'],
  },
  {
    purpose: ['方案讲解', '产品演示', '技术交流', '试点评估'],
    content: [
      ['demo', '向{{p}}等六人演示{{x}}，重点讲了追溯查询和异常响应。'],
      ['meeting', '与{{p}}过方案第二版，调整了实施范围和分期。'],
      ['meeting', '技术交流：接口方式、服务器资源、与 ERP 的数据边界。'],
      ['email', '发送方案与实施计划给{{p}}，附投入产出测算。'],
      ['visit', '陪{{p}}参观同行工厂，现场看了看板和报工终端。'],
      ['trial', '试点车间运行一周，与{{p}}复盘数据准确率。'],
    ],
    feedback: [
      '整体认可，要求补充报表样例。',
      '觉得分期合理。',
      '担心老设备改造工作量。',
      '竞品给了更短的上线周期。',
      '希望看到投入产出测算。',
      '提出要支持多语言标签。',
    ],
    result: ['方案基本认可', '需要补充材料后再评审', '客户组织内部评审', '进入比选名单', '待信息部出具意见', '对方要求调整范围'],
    next: ['修改方案', '提交投入产出测算', '参加评审会', '安排样板客户参观', '跟进内部评审结果'],
  },
  {
    purpose: ['商务谈判', '报价沟通', '合同条款', '竞争应对'],
    content: [
      ['meeting', '与{{p}}谈付款比例和验收标准，争议在质保金期限。'],
      ['call', '向{{p}}说明报价构成，软件、实施、培训分项列出。'],
      ['meeting', '与{{p}}逐条过合同条款，法务提出三处修改。'],
      ['call', '{{p}}透露对手报价低一成，沟通了差异和风险。'],
      ['visit', '见了分管副总，讨论分期上线与价格的对应关系。'],
    ],
    feedback: ['希望再让五个点。', '付款节点想改成验收后。', '条款基本没问题。', '需要总经理最后点头。', '对手在压价。'],
    result: ['价格区间达成一致', '条款还剩一处未定', '待总经理审批', '客户要求最终报价', '原则上选择我们'],
    next: ['提交最终报价', '修订合同', '拜访总经理', '跟进审批进度', '准备应标文件'],
  },
  {
    purpose: ['推动签约', '跟进审批', '预付款确认', '启动会准备'],
    content: [
      ['call', '跟进{{p}}处的合同审批，已到财务会签。'],
      ['message', '与{{p}}确认开票信息与预付款时间。'],
      ['visit', '带合同到客户处用印，{{p}}确认启动会日期。'],
      ['call', '与{{p}}核对实施团队名单与进场条件。'],
    ],
    feedback: ['审批走完就付款。', '财务要求补一份情况说明。', '希望月底前启动。', '领导出差，下周用印。'],
    result: ['审批已到最后一级', '用印时间已定', '预付款流程已发起', '启动会时间确定'],
    next: ['取回合同', '确认预付款到账', '安排启动会', '再次跟进用印'],
  },
  {
    purpose: ['交付跟进', '客户回访', '验收沟通', '复购沟通'],
    content: [
      ['call', '回访{{p}}，了解{{x}}上线后的使用情况，记录三个改进点。'],
      ['meeting', '与{{p}}核对交付清单，安排第二期培训。'],
      ['visit', '现场验收，{{p}}签署阶段确认单。'],
      ['meeting', '与{{p}}聊二期规划，明年计划扩到另外两个车间。'],
    ],
    feedback: ['现场用得顺手。', '报表口径还要再统一。', '培训很有帮助。', '愿意推荐给兄弟工厂。', '响应速度希望再快些。'],
    result: ['阶段验收通过', '改进点已排期', '客户满意，愿意做样板', '有二期意向', '问题已解决'],
    next: ['提交改进计划', '安排二期调研', '回访使用情况', '准备验收材料'],
  },
]

export interface Talk {
  kind: ActivityKind
  purpose: string
  content: string
  feedback: string | null
  result: string
  next: string
}

/** What was said in a stage, 1 to 6. */
export function talkOf(stage: number, person: string, product: string, random: Random): Talk {
  const topic = topics[stage - 1]!
  const [kind, content] = random.pick(topic.content)
  return {
    kind,
    purpose: random.pick(topic.purpose),
    content: content.replaceAll('{{p}}', person).replaceAll('{{x}}', product),
    feedback: random.chance(0.8) ? random.pick(topic.feedback) : null,
    result: random.pick(topic.result),
    next: random.pick(topic.next),
  }
}

/** The same of one who was met, in one of these forms and with what the customer said. */
export function meetingOf(
  stage: number,
  person: string,
  product: string,
  kinds: readonly string[],
  random: Random,
): Omit<Talk, 'next'> & { feedback: string } {
  const topic = topics[stage - 1]!
  const fitting = topic.content.filter(([kind]) => kinds.includes(kind))
  const [kind, content] = random.pick(
    fitting.length > 0 ? fitting : ([['visit', '到客户现场拜访{{p}}，了解{{x}}的使用设想，记录了关注的问题和现状。']] as const),
  )
  return {
    kind,
    purpose: random.pick(topic.purpose),
    content: content.replaceAll('{{p}}', person).replaceAll('{{x}}', product),
    feedback: random.pick(topic.feedback),
    result: random.pick(topic.result),
  }
}

export const leadDemands = [
  '想了解车间报工系统，大概三条产线。',
  '现有设备联网，看能不能采集能耗。',
  '老板让先问问价格。',
  '需要质量追溯，客户审核要用。',
  '外观检测人工成本太高，想上视觉。',
  '在做年度信息化规划，先收集方案。',
  '看到广告，想要一份资料。',
]
