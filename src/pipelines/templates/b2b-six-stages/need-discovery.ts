import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, confirmed, done, filled, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const needDiscovery: TemplateStage = {
  key: 'need-discovery',
  phase: 'qualify',
  name: named('需求挖掘', '需求探索', 'Need discovery'),
  customerLooks: named(
    '同意调研，至少一位关键决策人已经知道是谁；愿意谈问题、预算、由谁决定和什么时候要。',
    '同意訪談，至少一位關鍵決策人已經知道是誰；願意談問題、預算、由誰決定和什麼時候要。',
    'Agrees to a survey; at least one key decision maker is known. Talks about the problem, the budget, who decides and by when.',
  ),
  probability: 0.2,
  expectedDays: 20,
  warningDays: 30,
  criticalDays: 45,
  entry: [
    anyOf(done('agree-survey'), activities(1, 'start', { types: ['visit', 'meeting'], withPurpose: true, withFeedback: true })),
    people(1, { roles: ['decider'] }),
  ],
  exit: [
    confirmed('demand'),
    known('budget'),
    known('decision-chain'),
    known('timing'),
    filled('expectedCloseOn'),
    activities(1, 'stage-entry', { types: ['visit', 'meeting'], withPurpose: true, withFeedback: true, minCharacters: 30 }),
  ],
  tasks: [
    {
      key: 'survey-visit',
      role: 'owner',
      dueDays: 5,
      name: named('现场需求调研', '現場需求訪談', 'Survey on site'),
      standard: named(
        '先看现场再谈问题：分别听使用者、管理者和出钱的人怎么说，每个问题都问到发生频率、影响的人和损失的钱。',
        '先看現場再談問題：分別聽使用者、管理者和出錢的人怎麼說，每個問題都問到多常發生、影響誰、損失多少錢。',
        'Look at the work before talking. Hear users, managers and whoever pays, each separately; for every problem ask how often, who suffers and what it costs.',
      ),
      expectedResult: named(
        '调研记录写清目的、内容和客户反馈，不少于一页，当天完成。',
        '訪談記錄寫明目的、內容和客戶回饋，不少於一頁，當天完成。',
        'Survey notes with purpose, content and the customer’s reaction, at least a page, written the same day.',
      ),
    },
    {
      key: 'quantify-problem',
      role: 'presales',
      dueDays: 8,
      name: named('把问题算成钱', '把問題算成錢', 'Put a figure on the problem'),
      standard: named(
        '用客户自己的数字估算问题一年的代价：工时、返工、库存、丢掉的订单；写明每个数字是谁给的。',
        '用客戶自己的數字估算問題一年的代價：工時、重工、庫存、流失的訂單；寫明每個數字是誰給的。',
        'Estimate the yearly cost with the customer’s own figures: hours, rework, stock, lost orders. Say who gave each figure.',
      ),
      expectedResult: named(
        '一张代价估算表，客户方有人认可。',
        '一張代價估算表，客戶方有人認可。',
        'A cost estimate that somebody on their side accepts.',
      ),
    },
    {
      key: 'map-decision',
      role: 'owner',
      dueDays: 8,
      name: named('画出决策链', '畫出決策鏈', 'Draw the decision chain'),
      standard: named(
        '问清谁提出、谁使用、谁把关、谁影响、谁拍板，每人关心什么；把人录入联系人并标好角色和态度。',
        '問清楚誰提出、誰使用、誰把關、誰影響、誰拍板，每人在意什麼；把人登錄到聯絡人並標好角色和態度。',
        'Find out who asked for it, who uses, checks, influences and decides, and what each cares about. Enter them as contacts with role and attitude.',
      ),
      expectedResult: named(
        '联系人里角色没有空白，决策人有名有姓。',
        '聯絡人裡角色沒有空白，決策人有名有姓。',
        'No role is left blank among the contacts; the decider has a name.',
      ),
    },
    {
      key: 'ask-budget',
      role: 'owner',
      dueDays: 10,
      name: named('问清预算范围', '問清楚預算範圍', 'Ask for the budget range'),
      standard: named(
        '先谈价值再谈钱：给出两三档做法的大致价位，请客户说哪一档在他能批的范围内，超出的由谁批。',
        '先談價值再談錢：給出兩三種做法的大致價位，請客戶說哪一種在他能核准的範圍內，超出的由誰核准。',
        'Value first, money second: give rough prices for two or three ways to do it and ask which one they can release themselves, and who releases more.',
      ),
      expectedResult: named(
        '要素「预算」写明区间、来源和审批人。',
        '要素「預算」寫明區間、來源和核准人。',
        'The element “Budget” states range, source and who releases it.',
      ),
    },
    {
      key: 'find-deadline',
      role: 'owner',
      dueDays: 10,
      name: named('找到时间的理由', '找到時間的理由', 'Find the reason behind the date'),
      standard: named(
        '不只问什么时候要，还要问为什么是那一天：旺季、检查、合同到期、新厂投产；没有理由的日期按没有日期处理。',
        '不只問什麼時候要，還要問為什麼是那一天：旺季、稽核、合約到期、新廠量產；沒有理由的日期視同沒有日期。',
        'Ask not only when but why then: a season, an audit, a contract running out, a new plant. A date without a reason counts as no date.',
      ),
      expectedResult: named(
        '预计成交日期已填写，要素「时间节点」写明背后的事件。',
        '預計成交日期已填寫，要素「時間節點」寫明背後的事件。',
        'The expected close date is set and the element “Timing” names the event behind it.',
      ),
    },
    {
      key: 'confirm-requirements',
      role: 'owner',
      dueDays: 13,
      name: named('书面确认需求', '書面確認需求', 'Confirm the need in writing'),
      standard: named(
        '调研后两个工作日内发出需求小结：现状、问题、目标、范围、时间、预算；请客户逐条回复同意或修改。',
        '訪談後兩個工作日內發出需求摘要：現況、問題、目標、範圍、時間、預算；請客戶逐條回覆同意或修改。',
        'Within two working days send a summary: present state, problems, goals, scope, timing, budget. Ask for yes or a correction, point by point.',
      ),
      expectedResult: named(
        '客户回复确认的需求小结附在商机上。',
        '客戶回覆確認的需求摘要附在商機上。',
        'The summary, confirmed by the customer, is attached to the deal.',
      ),
    },
    {
      key: 'agree-proposal',
      role: 'owner',
      dueDays: 14,
      name: named('约定方案汇报', '約定提案簡報', 'Agree on a proposal meeting'),
      standard: named(
        '征得客户同意接收方案：约好日期，说好讲给谁听、按什么标准看、听完之后由谁做什么。',
        '徵得客戶同意接收方案：約好日期，說好講給誰聽、依什麼標準看、聽完之後由誰做什麼。',
        'Get their consent to receive a proposal: the day, the audience, how they will judge it, and who does what afterwards.',
      ),
      expectedResult: named(
        '汇报日期和参加人写在任务结果里，决策人在名单上。',
        '簡報日期和參加人寫在任務結果裡，決策人在名單上。',
        'Day and audience are in the result; the decider is on the list.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '调研开场：今天我不带方案来。先请您带我走一遍这件事从头到尾怎么做，我只在听不懂的地方打断您。',
        '訪談開場：今天我不帶方案來。先請您帶我走一遍這件事從頭到尾怎麼做，我只在聽不懂的地方打斷您。',
        'Opening the survey: I did not bring a proposal today. Please walk me through how this works from end to end; I will interrupt only when I do not follow.',
      ),
      named(
        '追问影响：您说经常要返工。上个月有几次？每次谁来处理、要多久？客户那边有没有因此不满意？',
        '追問影響：您說經常要重工。上個月有幾次？每次誰來處理、要多久？客戶那邊有沒有因此不滿意？',
        'Following up on impact: You mention rework. How many times last month? Who deals with it, for how long? Did any of your customers complain?',
      ),
      named(
        '问预算：做到八成和做到十成，投入差不少。为了不给您一份批不下来的方案，您看哪个范围比较现实？再往上要经过谁？',
        '問預算：做到八成和做到十成，投入差不少。為了不給您一份過不了的方案，您看哪個範圍比較實際？再往上要經過誰？',
        'Asking for the budget: Doing eighty per cent and doing all of it differ a good deal in cost. I do not want to hand you something that cannot be approved. Which range is realistic, and who would have to agree to more?',
      ),
      named(
        '问谁决定：上次公司买这类东西，从有人提出到签字，经过了哪几位？这次会有什么不同？',
        '問誰決定：上次公司買這類東西，從有人提出到簽名，經過了哪幾位？這次會有什麼不同？',
        'Asking who decides: The last time the company bought something like this, who was involved from the first idea to the signature? What will be different this time?',
      ),
    ],
    questions: [
      named(
        '这个问题从什么时候开始的？试过哪些办法？',
        '這個問題從什麼時候開始的？試過哪些辦法？',
        'Since when has this been a problem, and what have you tried?',
      ),
      named(
        '问题解决以后，谁的日子会好过？怎样看得出来？',
        '問題解決以後，誰的日子會好過？怎樣看得出來？',
        'When it is solved, whose life gets easier, and how would one notice?',
      ),
      named('如果只能先解决一件，选哪件？', '如果只能先解決一件，選哪件？', 'If only one thing could be solved first, which?'),
      named(
        '这笔钱列在今年的预算里吗？由谁批？',
        '這筆錢列在今年的預算裡嗎？由誰核准？',
        'Is it in this year’s budget? Who releases it?',
      ),
      named(
        '为什么是这个时间？晚三个月会怎样？',
        '為什麼是這個時間？晚三個月會怎樣？',
        'Why then? What if it came three months later?',
      ),
      named('谁可能不赞成？他担心什么？', '誰可能不贊成？他擔心什麼？', 'Who might be against it, and what worries them?'),
      named('还在和哪几家谈？', '還在和哪幾家談？', 'Who else are you talking to?'),
    ],
    materials: [
      { name: named('调研提纲', '訪談大綱', 'Survey guide'), address: null },
      { name: named('需求小结范本', '需求摘要範本', 'Summary of needs, sample'), address: null },
      { name: named('问题代价估算表', '問題代價估算表', 'Cost-of-problem sheet'), address: null },
    ],
  },
}
