import type { ElementDefinition } from '../../element-definition.ts'
import { elementIn } from '../element-in.ts'
import { named } from '../named.ts'

const element = elementIn(['chance', 'need', 'support', 'approved', 'shortlisted', 'selected', 'negotiation', 'signing'])

/** What must be known to win a project with approval, tender and selection; weights are a starting point, 100 in each stage. */
export const projectElements: readonly ElementDefinition[] = [
  element(
    'demand',
    named('需求与痛点', '需求與痛點', 'Need and pain'),
    named(
      '要解决什么业务问题？哪些部门受影响，一年损失多少？',
      '要解決什麼業務問題？哪些部門受影響，一年損失多少？',
      'Which problem is to be solved, whom does it affect, and what does it cost a year?',
    ),
    'chance',
    180,
    [34, 18, 8, 5, 4, 3, 2, 2],
  ),
  element(
    'timing',
    named('时间节点', '時間節點', 'Timing'),
    named(
      '什么时候必须建成，为什么是那时候？',
      '什麼時候必須建成，為什麼是那時候？',
      'By when must it be running, and why then?',
    ),
    'chance',
    90,
    [16, 8, 7, 6, 4, 5, 8, 12],
  ),
  element(
    'technical-fit',
    named('技术匹配', '技術符合度', 'Technical fit'),
    named(
      '我们能满足哪些要求，哪些要改，哪些做不到？',
      '我們能符合哪些要求，哪些要改，哪些做不到？',
      'Which demands do we meet, which need work, which can we not meet?',
    ),
    'need',
    120,
    [10, 14, 8, 8, 10, 4, 2, 2],
  ),
  element(
    'value-case',
    named('价值测算', '價值估算', 'Value case'),
    named(
      '投入产出怎么算，客户方谁认可这些数字？',
      '成本效益怎麼算，客戶方誰認可這些數字？',
      'How do cost and benefit compare, and who on their side accepts the figures?',
    ),
    'need',
    180,
    [10, 14, 10, 6, 6, 6, 6, 4],
  ),
  element(
    'decision-chain',
    named('决策链', '決策鏈', 'Decision chain'),
    named(
      '谁提出、谁使用、谁评审、谁审批、谁签字？',
      '誰提出、誰使用、誰評選、誰核准、誰簽名？',
      'Who asked for it, uses, evaluates, approves and signs?',
    ),
    'need',
    120,
    [10, 14, 10, 8, 6, 6, 5, 4],
  ),
  element(
    'champion',
    named('内部支持者', '內部支持者', 'Champion'),
    named(
      '谁在内部推动，他已经替我们做过什么？',
      '誰在內部推動，他已經替我們做過什麼？',
      'Who drives it inside, and what have they done for us?',
    ),
    'need',
    90,
    [10, 14, 12, 12, 12, 10, 8, 6],
  ),
  element(
    'budget',
    named('预算', '預算', 'Budget'),
    named(
      '金额、科目、年度、审批人是否清楚？',
      '金額、科目、年度、核准人是否清楚？',
      'Sum, account, year and approver: are they known?',
    ),
    'support',
    120,
    [5, 8, 13, 8, 6, 10, 12, 12],
  ),
  element(
    'approval',
    named('立项批复', '立案核准', 'Project approval'),
    named(
      '立项通过了吗，批文和范围是什么？',
      '立案核准了嗎，核准文件和範圍是什麼？',
      'Is the project approved, in what scope, by which document?',
    ),
    'support',
    180,
    [0, 4, 12, 6, 3, 3, 3, 3],
  ),
  element(
    'procurement',
    named('采购方式与流程', '採購方式與流程', 'Procurement'),
    named(
      '招标、谈判还是直接采购，由谁办，时间表如何？',
      '招標、談判還是直接採購，由誰辦，時間表如何？',
      'Tender, talks or direct purchase; who runs it; what are the dates?',
    ),
    'support',
    90,
    [0, 2, 8, 6, 4, 4, 3, 3],
  ),
  element(
    'decider-access',
    named('决策人接触', '決策人接觸', 'Access to the decider'),
    named(
      '我们见过拍板的人吗，他怎么看？',
      '我們見過拍板的人嗎，他怎麼看？',
      'Have we met the person who decides, and what do they think?',
    ),
    'support',
    60,
    [5, 2, 6, 8, 12, 14, 14, 12],
  ),
  element(
    'evaluation',
    named('评审标准', '評選標準', 'Evaluation criteria'),
    named('按什么打分，各占多少，谁来评？', '依什麼評分，各占多少，誰來評？', 'What is scored, how is it weighted, who scores?'),
    'support',
    90,
    [0, 0, 4, 9, 8, 4, 0, 0],
  ),
  element(
    'qualification',
    named('资格与业绩', '資格與實績', 'Qualification and references'),
    named(
      '资质、业绩、人员要求我们都满足吗？',
      '資格、實績、人員要求我們都符合嗎？',
      'Do we meet every demand on licences, references and people?',
    ),
    'approved',
    180,
    [0, 0, 0, 6, 3, 0, 0, 0],
  ),
  element(
    'competition',
    named('竞争优势', '競爭優勢', 'Edge over competitors'),
    named(
      '对手是谁，我们凭什么得分更高？',
      '對手是誰，我們憑什麼得分更高？',
      'Who are the others, and why would we score higher?',
    ),
    'approved',
    45,
    [0, 2, 2, 8, 10, 7, 5, 4],
  ),
  element(
    'price-position',
    named('价格位置', '價格位置', 'Price position'),
    named(
      '我们的报价在对手中处在什么位置，离预算多远？',
      '我們的報價在對手中處在什麼位置，離預算多遠？',
      'Where does our price lie among the others, and how far from the budget?',
    ),
    'approved',
    45,
    [0, 0, 0, 4, 8, 8, 6, 2],
  ),
  element(
    'delivery-capacity',
    named('交付能力', '交付能力', 'Delivery capacity'),
    named('团队、工期、供货能否兑现承诺？', '團隊、工期、供貨能否兌現承諾？', 'Can team, dates and supply keep what we promise?'),
    'shortlisted',
    90,
    [0, 0, 0, 0, 4, 4, 6, 6],
  ),
  element(
    'terms',
    named('合同条款', '合約條款', 'Contract terms'),
    named(
      '价格、付款、验收、责任，双方谈到哪一步？',
      '價格、付款、驗收、責任，雙方談到哪一步？',
      'Price, payment, acceptance, liability: how far are we agreed?',
    ),
    'selected',
    45,
    [0, 0, 0, 0, 0, 8, 16, 14],
  ),
  element(
    'signatory',
    named('签约权限与流程', '簽約權限與流程', 'Authority to sign'),
    named(
      '谁有权签，要过哪些会，几天能走完？',
      '誰有權簽，要過哪些會，幾天能走完？',
      'Who may sign, which boards must agree, how many days does it take?',
    ),
    'selected',
    60,
    [0, 0, 0, 0, 0, 4, 4, 14],
  ),
]
