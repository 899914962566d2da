import type { ElementDefinition } from '../element-definition.ts'
import type { Named } from '../stage.ts'

const stages = ['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing'] as const

const element = (
  key: string,
  name: Named,
  question: Named,
  dueStage: (typeof stages)[number],
  staleDays: number | null,
  weights: readonly number[],
): ElementDefinition => ({
  key,
  name,
  question,
  dueStage,
  staleDays,
  weights: Object.fromEntries(stages.map((stage, index) => [stage, weights[index]!])),
})

/** The table of FUNNEL-SCIENCE §2 for the B2B way of selling: what must be known to win, by when, and how much it weighs. */
export const usualElements: readonly ElementDefinition[] = [
  element(
    'demand',
    { 'zh-CN': '需求与痛点', 'zh-TW': '需求與痛點', en: 'Need and pain' },
    {
      'zh-CN': '客户要解决什么业务问题？不解决会怎样？',
      'zh-TW': '客戶要解決什麼業務問題？不解決會怎樣？',
      en: 'Which business problem do they want solved, and what happens if it stays?',
    },
    'need-discovery',
    120,
    [35, 22, 14, 6, 4],
  ),
  element(
    'value-fit',
    { 'zh-CN': '价值匹配', 'zh-TW': '價值契合', en: 'Value fit' },
    {
      'zh-CN': '我们的方案解决了他们最在意的问题吗？值这个价吗？',
      'zh-TW': '我們的方案解決了他們最在意的問題嗎？值這個價嗎？',
      en: 'Does our offer solve what matters most to them, and is it worth the price?',
    },
    'solution',
    120,
    [20, 16, 16, 8, 4],
  ),
  element(
    'budget',
    { 'zh-CN': '预算', 'zh-TW': '預算', en: 'Budget' },
    {
      'zh-CN': '有没有预算，多少，谁批？',
      'zh-TW': '有沒有預算，多少，誰核准？',
      en: 'Is there a budget, how much, and who releases it?',
    },
    'need-discovery',
    90,
    [5, 14, 12, 12, 8],
  ),
  element(
    'approval',
    { 'zh-CN': '立项', 'zh-TW': '立案', en: 'Project approved' },
    {
      'zh-CN': '项目正式立项了，还是只是意向？',
      'zh-TW': '專案正式立案了，還是只有意向？',
      en: 'Is the project approved, or still an early interest?',
    },
    'solution',
    120,
    [5, 10, 12, 12, 10],
  ),
  element(
    'decision-chain',
    { 'zh-CN': '决策链', 'zh-TW': '決策鏈', en: 'Decision chain' },
    {
      'zh-CN': '谁参与、谁影响、谁拍板？',
      'zh-TW': '誰參與、誰影響、誰拍板？',
      en: 'Who takes part, who influences, who decides?',
    },
    'need-discovery',
    120,
    [10, 14, 12, 10, 8],
  ),
  element(
    'decider-access',
    { 'zh-CN': '决策人接触', 'zh-TW': '決策人接觸', en: 'Access to the decider' },
    { 'zh-CN': '我们见过拍板的人吗？', 'zh-TW': '我們見過拍板的人嗎？', en: 'Have we met the person who decides?' },
    'solution',
    60,
    [5, 8, 10, 12, 14],
  ),
  element(
    'champion',
    { 'zh-CN': '支持者', 'zh-TW': '支持者', en: 'Champion' },
    { 'zh-CN': '谁在内部替我们说话？', 'zh-TW': '誰在內部替我們說話？', en: 'Who speaks for us when we are not in the room?' },
    'solution',
    90,
    [5, 6, 8, 10, 10],
  ),
  element(
    'timing',
    { 'zh-CN': '时间节点', 'zh-TW': '時間節點', en: 'Timing' },
    {
      'zh-CN': '什么时候必须定，为什么是那一天？',
      'zh-TW': '什麼時候必須決定，為什麼是那一天？',
      en: 'By when must they decide, and why then?',
    },
    'need-discovery',
    60,
    [10, 8, 6, 8, 12],
  ),
  element(
    'competition',
    { 'zh-CN': '竞争优势', 'zh-TW': '競爭優勢', en: 'Edge over competitors' },
    {
      'zh-CN': '还有谁在谈？我们凭什么赢？',
      'zh-TW': '還有誰在談？我們憑什麼贏？',
      en: 'Who else is in the race, and why would we win?',
    },
    'solution',
    60,
    [5, 2, 6, 10, 8],
  ),
  element(
    'criteria',
    { 'zh-CN': '决策标准与采购流程', 'zh-TW': '決策標準與採購流程', en: 'Criteria and buying process' },
    {
      'zh-CN': '按什么标准选，走什么采购流程？',
      'zh-TW': '按什麼標準選，走什麼採購流程？',
      en: 'By which criteria do they choose, and how do they buy?',
    },
    'negotiation',
    120,
    [0, 0, 4, 6, 8],
  ),
  element(
    'terms',
    { 'zh-CN': '商务条款', 'zh-TW': '商務條款', en: 'Commercial terms' },
    {
      'zh-CN': '价格、付款、交付、违约，双方谈到哪一步？',
      'zh-TW': '價格、付款、交付、違約，雙方談到哪一步？',
      en: 'Price, payment, delivery, liability: how far are we agreed?',
    },
    'negotiation',
    60,
    [0, 0, 0, 6, 14],
  ),
]
