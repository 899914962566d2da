import type { TemplateStage } from '../../template.ts'
import { activities, confirmed, filled, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const support: TemplateStage = {
  key: 'support',
  phase: 'propose',
  name: named('方案与支持', '方案與支持', 'Proposal and support'),
  customerLooks: named(
    '认可我们的思路，内部有人为它说话，正在准备向上申请立项和预算。',
    '認可我們的思路，內部有人為它說話，正在準備向上申請立案和預算。',
    'Likes our approach, somebody inside speaks for it, and a request for approval and budget is being prepared.',
  ),
  probability: 0.22,
  expectedDays: 40,
  warningDays: 55,
  criticalDays: 75,
  entry: [
    people(1, { attitude: 'supporter' }),
    activities(1, 'start', {
      types: ['visit', 'meeting', 'demo'],
      roles: ['decider', 'influencer'],
      withPurpose: true,
      withFeedback: true,
    }),
    filled('amountMinor'),
  ],
  exit: [
    known('budget'),
    confirmed('approval'),
    known('procurement'),
    known('decider-access'),
    known('evaluation'),
    confirmed('demand'),
  ],
  tasks: [
    {
      key: 'refine-proposal',
      role: 'presales',
      dueDays: 6,
      name: named('深化方案', '細化方案', 'Refine the proposal'),
      standard: named(
        '按关键人的反馈修改，补上分期目标、实施步骤、风险和对方要配合的事；每个关键人关心的点都有一页。',
        '依關鍵人的回饋修改，補上分期目標、執行步驟、風險和對方要配合的事；每個關鍵人在意的點都有一頁。',
        'Change it after the key people’s remarks; add phases, steps, risks and what they must contribute. One page for what matters to each.',
      ),
      expectedResult: named('方案第二版，附修改对照。', '方案第二版，附修改對照。', 'A second version with the list of changes.'),
    },
    {
      key: 'technical-exchange',
      role: 'presales',
      dueDays: 10,
      name: named('技术交流会', '技術交流會', 'Technical exchange'),
      standard: named(
        '把技术部门的疑问收齐再开会，逐条答复并演示；答不上的三天内书面补充。',
        '把技術部門的疑問收齊再開會，逐條回覆並展示；答不上的三天內書面補充。',
        'Collect the engineers’ questions first, answer and show each; what stays open is answered in writing within three days.',
      ),
      expectedResult: named(
        '交流纪要，问题清单全部关闭。',
        '交流記錄，問題清單全部結案。',
        'Minutes, and a list of questions with none open.',
      ),
    },
    {
      key: 'meet-decider',
      role: 'supervisor',
      dueDays: 15,
      name: named('高层会面', '高層會面', 'Meet the decider'),
      standard: named(
        '由我方同级别的人出面，带一页纸：目标、收益、风险、需要他定的一件事；会前请支持者提示他最关心什么。',
        '由我方同層級的人出面，帶一頁紙：目標、效益、風險、需要他決定的一件事；會前請支持者提示他最在意什麼。',
        'Somebody of equal rank goes, with one page: goal, benefit, risk, the one thing to decide. Ask the champion beforehand what matters most to them.',
      ),
      expectedResult: named(
        '会面记录写明决策人的态度和下一步要求。',
        '會面記錄寫明決策人的態度和下一步要求。',
        'A record of the decider’s attitude and what they ask for next.',
      ),
    },
    {
      key: 'help-approval',
      role: 'presales',
      dueDays: 18,
      name: named('协助立项材料', '協助立案文件', 'Help with the case for approval'),
      standard: named(
        '按客户的格式帮牵头人准备必要性、可行性、投入产出和分年预算，数字与需求报告一致。',
        '依客戶的格式幫主辦人準備必要性、可行性、成本效益和分年預算，數字與需求報告一致。',
        'In the customer’s own format: necessity, feasibility, cost and benefit, budget by year, with figures that agree with the report.',
      ),
      expectedResult: named(
        '立项材料交到牵头人手里并按意见改定。',
        '立案文件交到主辦人手裡並依意見改定。',
        'The papers are with their lead, revised as asked.',
      ),
    },
    {
      key: 'budget-path',
      role: 'owner',
      dueDays: 20,
      name: named('跟清预算来源', '查明預算來源', 'Trace the budget'),
      standard: named(
        '问清钱从哪个科目出、占今年还是明年、由谁审、什么时候报；金额与我方报价区间对一遍。',
        '問清楚錢從哪個科目出、列今年還是明年、由誰審、什麼時候送；金額與我方報價區間核對一遍。',
        'Which account, this year or next, who reviews it, when it is submitted; compare the sum with our price range.',
      ),
      expectedResult: named(
        '要素「预算」写明科目、金额和审批人。',
        '要素「預算」寫明科目、金額和核准人。',
        'The element “Budget” names account, sum and who approves.',
      ),
    },
    {
      key: 'shape-criteria',
      role: 'presales',
      dueDays: 24,
      name: named('影响评审标准', '影響評選標準', 'Help shape the criteria'),
      standard: named(
        '把客户真正需要、我们又做得好的要求整理成可检验的条款，给出理由供对方参考；不写排他的条款。',
        '把客戶真正需要、我們又做得好的要求整理成可檢驗的條款，給出理由供對方參考；不寫排他的條款。',
        'Turn what the customer needs and we do well into requirements that can be tested, with reasons. Nothing that shuts others out by name.',
      ),
      expectedResult: named(
        '要素「评审标准」有初稿，知道由谁编写。',
        '要素「評選標準」有初稿，知道由誰撰寫。',
        'The element “Evaluation criteria” has a first version, and we know who writes them.',
      ),
    },
    {
      key: 'procurement-path',
      role: 'owner',
      dueDays: 25,
      name: named('弄清采购方式', '弄清楚採購方式', 'Learn how they will buy'),
      standard: named(
        '公开招标、邀请招标、竞争性谈判还是直接采购，由哪个部门或代理机构办，大致时间表。',
        '公開招標、選擇性招標、限制性招標還是直接議價，由哪個部門或代辦單位辦理，大致時程。',
        'Open or invited tender, competitive talks, direct purchase; which office or agent runs it; rough dates.',
      ),
      expectedResult: named(
        '要素「采购方式与流程」有步骤和时间。',
        '要素「採購方式與流程」有步驟和時間。',
        'The element “Procurement” holds steps and dates.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '高层会面开场：我只占您十五分钟。您的团队花了三周把问题理清，我想确认三件事：方向对不对，轻重缓急对不对，还有什么是我们没看到的。',
        '高層會面開場：我只占您十五分鐘。您的團隊花了三週把問題理清，我想確認三件事：方向對不對，輕重緩急對不對，還有什麼是我們沒看到的。',
        'Meeting the decider: Fifteen minutes only. Your people spent three weeks sorting this out. I would like to check three things: direction, priorities, and what we have not seen.',
      ),
      named(
        '立项受阻：上级没批，是觉得不该做，还是不该现在做？两种情况材料写法不一样，我帮您改第二版。',
        '立案受阻：上級沒核准，是覺得不該做，還是不該現在做？兩種情況文件的寫法不一樣，我幫您改第二版。',
        'Approval is stuck: Do they think it should not be done, or not now? That needs different papers; let me help with the second version.',
      ),
      named(
        '谈评审标准：我不建议您写品牌，也不建议只比价格。可以写「上线三个月内的故障响应时间」，请各家承诺并在合同里兑现。',
        '談評選標準：我不建議您寫品牌，也不建議只比價格。可以寫「上線三個月內的故障回應時間」，請各家承諾並在合約裡落實。',
        'On criteria: I would not name brands, nor compare prices alone. Ask everybody for a response time in the first three months and put it into the contract.',
      ),
    ],
    questions: [
      named(
        '立项要准备哪些材料，由谁来写，谁来签？',
        '立案要準備哪些文件，由誰寫，誰簽？',
        'Which papers does approval need, who writes and who signs them?',
      ),
      named(
        '预算按什么口径测算的？有没有留余量？',
        '預算是依什麼基準估的？有沒有留餘裕？',
        'How was the budget worked out, and is there a reserve?',
      ),
      named('决策人最担心这个项目出什么问题？', '決策人最擔心這個專案出什麼問題？', 'What does the decider fear might go wrong?'),
      named('打算用什么方式采购，为什么？', '打算用什麼方式採購，為什麼？', 'How will you buy, and why that way?'),
      named(
        '评分里技术、商务、价格各占多少？',
        '評分裡技術、商務、價格各占多少？',
        'How are technology, terms and price weighted?',
      ),
      named(
        '如果今年批不下来，还有什么办法？',
        '如果今年沒核准，還有什麼辦法？',
        'If it is not approved this year, what else could be done?',
      ),
    ],
    materials: [
      { name: named('立项材料范本', '立案文件範本', 'Case for approval, sample'), address: null },
      { name: named('分期实施路线图', '分期執行路線圖', 'Roadmap by phase'), address: null },
      { name: named('高层会面一页纸', '高層會面一頁紙', 'One-page brief for the decider'), address: null },
    ],
  },
}
