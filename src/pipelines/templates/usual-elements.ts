import type { ElementDefinition } from '../element-definition.ts'
import { elementIn } from './element-in.ts'
import { named } from './named.ts'

const element = elementIn(['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing'])

/** The table of FUNNEL-SCIENCE §2 for the B2B way of selling: what must be known to win, by when, and how much it weighs. */
export const usualElements: readonly ElementDefinition[] = [
  element(
    'demand',
    named('需求与痛点', '需求與痛點', 'Need and pain'),
    named(
      '客户要解决什么业务问题？不解决会怎样？',
      '客戶要解決什麼業務問題？不解決會怎樣？',
      'Which business problem do they want solved, and what happens if it stays?',
    ),
    'need-discovery',
    120,
    [35, 22, 14, 6, 4],
  ),
  element(
    'value-fit',
    named('价值匹配', '價值契合', 'Value fit'),
    named(
      '我们的方案解决了他们最在意的问题吗？值这个价吗？',
      '我們的方案解決了他們最在意的問題嗎？值這個價嗎？',
      'Does our offer solve what matters most to them, and is it worth the price?',
    ),
    'solution',
    120,
    [20, 16, 16, 8, 4],
  ),
  element(
    'budget',
    named('预算', '預算', 'Budget'),
    named('有没有预算，多少，谁批？', '有沒有預算，多少，誰核准？', 'Is there a budget, how much, and who releases it?'),
    'need-discovery',
    90,
    [5, 14, 12, 12, 8],
  ),
  element(
    'approval',
    named('立项', '立案', 'Project approved'),
    named(
      '项目正式立项了，还是只是意向？',
      '專案正式立案了，還是只有意向？',
      'Is the project approved, or still an early interest?',
    ),
    'solution',
    120,
    [5, 10, 12, 12, 10],
  ),
  element(
    'decision-chain',
    named('决策链', '決策鏈', 'Decision chain'),
    named('谁参与、谁影响、谁拍板？', '誰參與、誰影響、誰拍板？', 'Who takes part, who influences, who decides?'),
    'need-discovery',
    120,
    [10, 14, 12, 10, 8],
  ),
  element(
    'decider-access',
    named('决策人接触', '決策人接觸', 'Access to the decider'),
    named('我们见过拍板的人吗？', '我們見過拍板的人嗎？', 'Have we met the person who decides?'),
    'solution',
    60,
    [5, 8, 10, 12, 14],
  ),
  element(
    'champion',
    named('支持者', '支持者', 'Champion'),
    named('谁在内部替我们说话？', '誰在內部替我們說話？', 'Who speaks for us when we are not in the room?'),
    'solution',
    90,
    [5, 6, 8, 10, 10],
  ),
  element(
    'timing',
    named('时间节点', '時間節點', 'Timing'),
    named('什么时候必须定，为什么是那一天？', '什麼時候必須決定，為什麼是那一天？', 'By when must they decide, and why then?'),
    'need-discovery',
    60,
    [10, 8, 6, 8, 12],
  ),
  element(
    'competition',
    named('竞争优势', '競爭優勢', 'Edge over competitors'),
    named('还有谁在谈？我们凭什么赢？', '還有誰在談？我們憑什麼贏？', 'Who else is in the race, and why would we win?'),
    'solution',
    60,
    [5, 2, 6, 10, 8],
  ),
  element(
    'criteria',
    named('决策标准与采购流程', '決策標準與採購流程', 'Criteria and buying process'),
    named(
      '按什么标准选，走什么采购流程？',
      '按什麼標準選，走什麼採購流程？',
      'By which criteria do they choose, and how do they buy?',
    ),
    'negotiation',
    120,
    [0, 0, 4, 6, 8],
  ),
  element(
    'terms',
    named('商务条款', '商務條款', 'Commercial terms'),
    named(
      '价格、付款、交付、违约，双方谈到哪一步？',
      '價格、付款、交付、違約，雙方談到哪一步？',
      'Price, payment, delivery, liability: how far are we agreed?',
    ),
    'negotiation',
    60,
    [0, 0, 0, 6, 14],
  ),
]
