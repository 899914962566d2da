import type { TemplateStage } from '../../template.ts'
import { attached, confirmed, people } from '../asks.ts'
import { named } from '../named.ts'

export const contractTalks: TemplateStage = {
  key: 'negotiation',
  phase: 'negotiate',
  name: named('商务谈判', '商務談判', 'Negotiation'),
  customerLooks: named(
    '坐下来逐条谈合同，法务、财务、使用部门都参与进来。',
    '坐下來逐條談合約，法務、財務、使用單位都參與進來。',
    'Goes through the contract clause by clause, with legal, finance and users at the table.',
  ),
  probability: 0.82,
  expectedDays: 20,
  warningDays: 30,
  criticalDays: 45,
  entry: [confirmed('budget'), confirmed('procurement'), people(1, { attitude: 'supporter' })],
  exit: [confirmed('terms'), attached('minutes'), attached('contract')],
  tasks: [
    {
      key: 'agenda',
      role: 'owner',
      dueDays: 2,
      name: named('约定议程', '約定議程', 'Agree on an agenda'),
      standard: named(
        '会前双方交换议题清单和参加人，先谈容易的和技术的，价格放在范围之后。',
        '會前雙方交換議題清單和參加人，先談容易的和技術的，價格放在範圍之後。',
        'Exchange topics and names beforehand; easy and technical points first, price after scope.',
      ),
      expectedResult: named(
        '双方确认的议程，能做主的人到场。',
        '雙方確認的議程，能作主的人到場。',
        'An agenda both confirm; those who can commit will be there.',
      ),
    },
    {
      key: 'scope-talks',
      role: 'presales',
      dueDays: 5,
      name: named('谈定范围与验收', '談定範圍與驗收', 'Settle scope and acceptance'),
      standard: named(
        '范围写到功能和数量，验收写到方法、数据和时限；「满足客户要求」这类话改成可检验的句子。',
        '範圍寫到功能和數量，驗收寫到方法、數據和時限；「符合客戶需求」這類話改成可檢驗的句子。',
        'Scope down to functions and quantities, acceptance to method, data and time limit. Turn phrases such as “to the customer’s satisfaction” into something that can be tested.',
      ),
      expectedResult: named('技术附件双方草签。', '技術附件雙方草簽。', 'A technical annex initialled by both.'),
    },
    {
      key: 'price-talks',
      role: 'owner',
      dueDays: 9,
      name: named('谈定价格与付款', '談定價格與付款', 'Settle price and payment'),
      standard: named(
        '每次让步都换回一条：付款提前、范围收窄、工期放宽或案例授权；超出底线当场暂停，回来再议。',
        '每次讓步都換回一條：付款提前、範圍縮小、工期放寬或案例授權；超出底線當場暫停，回來再議。',
        'Each concession buys something: earlier payment, narrower scope, more time, leave to name them as a reference. Beyond the limit, break off and come back.',
      ),
      expectedResult: named(
        '价格与付款节点写入纪要。',
        '價格與付款時點寫入會議記錄。',
        'Price and payment dates are in the minutes.',
      ),
    },
    {
      key: 'liability-talks',
      role: 'supervisor',
      dueDays: 11,
      name: named('谈定违约与责任', '談定違約與責任', 'Settle liability'),
      standard: named(
        '违约金设上限，责任对等，知识产权和保密写清；法务在场，分歧留给双方高层一次解决。',
        '違約金設上限，責任對等，智慧財產權和保密寫明；法務在場，分歧留給雙方高層一次解決。',
        'A cap on penalties, liability on both sides, property and secrecy clear. Legal is present; what stays disputed goes to both managements once.',
      ),
      expectedResult: named('没有未决的责任条款。', '沒有未決的責任條款。', 'No clause on liability is left open.'),
    },
    {
      key: 'talks-minutes',
      role: 'owner',
      dueDays: 12,
      name: named('谈判纪要', '談判記錄', 'Minutes of the talks'),
      standard: named(
        '每轮当天出纪要：已定、待定、谁在何时答复；请对方回复确认，作为合同修改的唯一依据。',
        '每輪當天寫出會議記錄：已定、待定、誰在何時回覆；請對方回覆確認，作為合約修改的唯一依據。',
        'The same day after each round: settled, open, who answers when. Ask for confirmation; the contract is changed by these minutes only.',
      ),
      expectedResult: named(
        '双方确认的纪要附在商机上。',
        '雙方確認的會議記錄附在商機上。',
        'Minutes confirmed by both are attached.',
      ),
    },
    {
      key: 'final-text',
      role: 'owner',
      dueDays: 14,
      name: named('合同定稿', '合約定稿', 'Final contract text'),
      standard: named(
        '按纪要改出清洁版和修订版，双方法务对同一版本确认；页码、附件和金额核对两遍。',
        '依會議記錄改出乾淨版和修訂版，雙方法務對同一版本確認；頁碼、附件和金額核對兩遍。',
        'A clean and a marked version made from the minutes; both legal departments confirm the same one. Check pages, annexes and sums twice.',
      ),
      expectedResult: named('定稿合同附在商机上。', '定稿合約附在商機上。', 'The final text is attached.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '开局：今天的目标是把范围和验收谈定，价格我们留到下午。范围清楚了，价格才有意义，您同意这个顺序吗？',
        '開場：今天的目標是把範圍和驗收談定，價格我們留到下午。範圍清楚了，價格才有意義，您同意這個順序嗎？',
        'Opening: The aim this morning is scope and acceptance; price is for the afternoon, when we know what it is for. Do you agree with that order?',
      ),
      named(
        '对方再压一轮：到这个价，我需要动的是人员配置，受影响的是前三个月的驻场。您愿意我把这一条拿掉，还是我们换个办法？',
        '對方再砍一輪：到這個價，我要動的是人員配置，受影響的是前三個月的駐點。您願意我把這一項拿掉，還是我們換個辦法？',
        'Another push on price: At that figure I would have to change the staffing, and it is the first three months on site that suffer. Shall I take that out, or do we find another way?',
      ),
      named(
        '陷入僵局：这一条我们都说了三遍。建议先放下，把其他都谈完，最后请双方领导用十分钟定这一条。',
        '陷入僵局：這一條我們都說了三遍。建議先放下，把其他都談完，最後請雙方主管用十分鐘決定這一條。',
        'Deadlock: We have each said this three times. Let us finish the rest and leave this one to our managements, ten minutes at the end.',
      ),
    ],
    questions: [
      named(
        '今天在场的各位，哪些条款可以当场定？',
        '今天在場的各位，哪些條款可以當場定？',
        'Of those present, who can settle which clauses today?',
      ),
      named('这一条背后真正担心的是什么？', '這一條背後真正擔心的是什麼？', 'What is the real worry behind this clause?'),
      named(
        '如果我们同意这一条，您能在哪一条上让步？',
        '如果我們同意這一條，您能在哪一條上讓步？',
        'If we agree to this, where could you give way?',
      ),
      named(
        '付款和验收挂钩，验收由谁判定、多久判定？',
        '付款和驗收掛鉤，驗收由誰判定、多久判定？',
        'Payment hangs on acceptance: who decides that, and within what time?',
      ),
      named('定稿之后还要经过谁？', '定稿之後還要經過誰？', 'Who sees the text after it is final?'),
    ],
    materials: [
      { name: named('谈判纪要范本', '談判記錄範本', 'Minutes of talks, sample'), address: null },
      { name: named('让步交换表', '讓步交換表', 'Concessions and what they buy'), address: null },
      { name: named('合同风险核对表', '合約風險核對表', 'Contract risk checklist'), address: null },
    ],
  },
}
