import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, attached, done, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const negotiation: TemplateStage = {
  key: 'negotiation',
  phase: 'negotiate',
  name: named('商务谈判', '商務談判', 'Commercial negotiation'),
  customerLooks: named(
    '对方案核心没有异议，开始谈价格、付款、交付和服务条款。',
    '對方案核心沒有異議，開始談價格、付款、交付和服務條款。',
    'Has no objection to the core of the proposal and discusses price, payment, delivery and service.',
  ),
  probability: 0.6,
  expectedDays: 15,
  warningDays: 22,
  criticalDays: 30,
  entry: [
    anyOf(
      done('clear-objections'),
      activities(1, 'stage-entry', {
        types: ['visit', 'meeting', 'demo'],
        roles: ['decider'],
        withPurpose: true,
        withFeedback: true,
      }),
    ),
    people(1, { attitude: 'supporter' }),
  ],
  exit: [known('criteria'), known('terms'), attached('quote'), anyOf(done('principle-agreement'), attached('minutes'))],
  tasks: [
    {
      key: 'buying-process',
      role: 'owner',
      dueDays: 2,
      name: named('弄清采购流程', '弄清楚採購流程', 'Understand how they buy'),
      standard: named(
        '问清走招标、比价还是直接采购，经过哪些部门、各要几天、谁签字；倒推出我们每一步的最晚日期。',
        '問清楚採招標、比價還是直接採購，經過哪些部門、各要幾天、誰簽核；往回推算我們每一步的最晚日期。',
        'Tender, comparison or direct purchase? Which departments, how many days each, who signs? Work back to our latest dates.',
      ),
      expectedResult: named(
        '要素「决策标准与采购流程」有步骤、有日期。',
        '要素「決策標準與採購流程」有步驟、有日期。',
        'The element “Criteria and buying process” holds steps and dates.',
      ),
    },
    {
      key: 'limits',
      role: 'supervisor',
      dueDays: 3,
      name: named('定好谈判底线', '定好談判底線', 'Set our limits'),
      standard: named(
        '和主管定下目标价、底价、可让的条件和要换回的条件；每让一步都要有交换。超出权限的折扣先走审批。',
        '和主管定下目標價、底價、可讓的條件和要換回的條件；每讓一步都要有交換。超出權限的折扣先送簽核。',
        'Agree with the supervisor on target, floor, what may be given and what to ask in return. No concession without one. Discounts beyond your limit need approval first.',
      ),
      expectedResult: named(
        '谈判要点一页：目标、底线、可交换的条件。',
        '談判要點一頁：目標、底線、可交換的條件。',
        'One page: goal, limits, things to trade.',
      ),
    },
    {
      key: 'send-quote',
      role: 'owner',
      dueDays: 4,
      name: named('提交正式报价', '提交正式報價', 'Send the formal quote'),
      standard: named(
        '报价写清范围、数量、单价、税率、有效期、付款节点和不包含的内容；发出后当天电话确认收到并约好谈的时间。',
        '報價寫明範圍、數量、單價、稅率、有效期、付款時點和不包含的內容；發出後當天電話確認收到並約好談的時間。',
        'State scope, quantities, prices, tax, validity, payment dates and what is not included. Call the same day to confirm receipt and fix a time to talk.',
      ),
      expectedResult: named(
        '报价单附在商机上，客户确认收到。',
        '報價單附在商機上，客戶確認收到。',
        'The quote is attached and its receipt confirmed.',
      ),
    },
    {
      key: 'credit-check',
      role: 'finance',
      dueDays: 5,
      name: named('核查信用与账期', '查核信用與付款天數', 'Check credit and payment days'),
      standard: named(
        '查工商、司法和历史付款情况，给出可接受的账期和预付比例建议。',
        '查公司登記、訴訟和過去付款情形，提出可接受的付款天數和預付比例建議。',
        'Look at registration, court records and payment history; advise on payment days and share of prepayment.',
      ),
      expectedResult: named(
        '信用意见写在任务结果里，谈判前销售看到。',
        '信用意見寫在任務結果裡，談判前業務看到。',
        'The opinion is in the result before talks begin.',
      ),
    },
    {
      key: 'negotiate-terms',
      role: 'owner',
      dueDays: 8,
      name: named('面谈商务条款', '面談商務條款', 'Negotiate in person'),
      standard: named(
        '一次把所有议题列齐再逐条谈，不单独谈价格；每谈定一条当场复述，分歧记下双方立场和理由。',
        '一次把所有議題列齊再逐條談，不單獨談價格；每談定一條當場複述，分歧記下雙方立場和理由。',
        'List all topics first and take them together; never price alone. Repeat each point agreed; for each difference note both positions and reasons.',
      ),
      expectedResult: named(
        '条款清单：已同意、待定、分歧，各有下一步。',
        '條款清單：已同意、待定、分歧，各有下一步。',
        'A list of terms: agreed, open, disputed, each with a next step.',
      ),
    },
    {
      key: 'principle-agreement',
      role: 'owner',
      dueDays: 10,
      name: named('达成原则一致', '達成原則一致', 'Reach agreement in principle'),
      standard: named(
        '把谈定的价格、付款、交付和责任写成一页纪要，发给对方能做主的人确认，并约定走内部流程的日期。',
        '把談定的價格、付款、交付和責任寫成一頁會議記錄，寄給對方能作主的人確認，並約定走內部流程的日期。',
        'Put price, payment, delivery and liability on one page, send it to the person who can commit, and agree when it goes through their approval.',
      ),
      expectedResult: named(
        '对方书面认可的纪要，附在商机上。',
        '對方書面認可的會議記錄，附在商機上。',
        'Minutes accepted in writing, attached to the deal.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '客户一上来就压价：价格我们可以谈，也一定会谈到。先把范围、付款和交付时间列全，免得今天让了价，明天又在别处补回来，对您也不划算。',
        '客戶一開口就殺價：價格我們可以談，也一定會談到。先把範圍、付款和交付時間列齊，免得今天降了價，明天又在別處補回來，對您也不划算。',
        'Price comes first: We will certainly get to the price. Let us first list scope, payment and delivery, or what is given today comes back elsewhere tomorrow, which does not help you.',
      ),
      named(
        '要换条件：这个折扣我需要一个理由去申请。如果预付比例提高，或者三家分公司一起签，我有把握去争取；您看哪个可行？',
        '要換條件：這個折扣我需要一個理由去爭取。如果預付比例提高，或者三家分公司一起簽，我有把握談得下來；您看哪個可行？',
        'Asking for something in return: I need a reason to apply for that discount. A larger prepayment, or all three branches in one contract, would give me one. Which is possible?',
      ),
      named(
        '对方拿低价对比：这家我了解，产品不错。差价主要在实施人天和驻场上。您可以请他们把这两项写进合同，再比一次总价。',
        '對方拿低價比較：這家我了解，產品不錯。差價主要在執行人天和駐點上。您可以請他們把這兩項寫進合約，再比一次總價。',
        'A cheaper rival: I know them, a decent product. The gap is mostly days of work and people on site. Ask them to write both into the contract, then compare the totals.',
      ),
      named(
        '确认原则一致：我们把今天说定的几条念一遍，没问题我晚上发纪要，请您明天回一句「同意」，我这边就按这个准备合同。',
        '確認原則一致：我們把今天說定的幾條念一遍，沒問題我晚上寄出會議記錄，請您明天回一句「同意」，我這邊就照這個準備合約。',
        'Sealing it: Let me read out what we settled. If it is right I send the minutes tonight; a plain “agreed” from you tomorrow and I have the contract drawn up.',
      ),
    ],
    questions: [
      named(
        '采购按什么标准打分？价格占多少？',
        '採購依什麼標準評分？價格占多少？',
        'By which criteria do you score, and how much is price?',
      ),
      named(
        '合同要经过哪些部门？每一步通常几天？',
        '合約要經過哪些部門？每一步通常幾天？',
        'Which departments does the contract pass, and how long does each take?',
      ),
      named(
        '除了价格，还有哪一条会让您签不下去？',
        '除了價格，還有哪一條會讓您簽不下去？',
        'Apart from the price, what would keep you from signing?',
      ),
      named(
        '贵公司习惯怎么付款？能接受多少预付？',
        '貴公司習慣怎麼付款？能接受多少預付？',
        'How do you usually pay, and how much in advance?',
      ),
      named(
        '如果条款谈妥，最快哪天能走完内部流程？',
        '如果條款談妥，最快哪天能走完內部流程？',
        'Once we agree, by when can it be through your approval?',
      ),
      named('谁有权对今天谈的内容点头？', '誰有權對今天談的內容點頭？', 'Who can say yes to what we discuss today?'),
    ],
    materials: [
      { name: named('报价单范本', '報價單範本', 'Quote, sample'), address: null },
      { name: named('谈判要点表', '談判要點表', 'Negotiation sheet'), address: null },
      {
        name: named('标准合同与可谈条款说明', '標準合約與可談條款說明', 'Standard contract with notes on what can be negotiated'),
        address: null,
      },
    ],
  },
}
