import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, confirmed, done, known } from '../asks.ts'
import { named } from '../named.ts'

export const contract: TemplateStage = {
  key: 'contract',
  phase: 'close',
  name: named('签约', '簽約', 'Contract'),
  customerLooks: named(
    '价格谈定，准备签字付订金。',
    '價格談定，準備簽名付訂金。',
    'The price is settled; signature and deposit come next.',
  ),
  probability: 0.67,
  expectedDays: 3,
  warningDays: 5,
  criticalDays: 7,
  entry: [confirmed('price'), known('decision')],
  exit: [attached('contract'), anyOf(done('deposit'), attached('payment'))],
  tasks: [
    {
      key: 'explain-contract',
      role: 'owner',
      dueDays: 1,
      name: named('讲解合同', '講解合約', 'Explain the contract'),
      standard: named(
        '逐条念给客户听，特别讲清交付日期、退换条件和保修；客户问到的补写进备注。',
        '逐條念給客戶聽，特別講清楚交付日期、退換條件和保固；客戶問到的補寫進備註。',
        'Read it through together; make delivery date, returns and warranty plain. Write down what they ask.',
      ),
      expectedResult: named('签署的合同附在商机上。', '簽署的合約附在商機上。', 'The signed contract is attached.'),
    },
    {
      key: 'deposit',
      role: 'finance',
      dueDays: 2,
      name: named('收取订金', '收取訂金', 'Take the deposit'),
      standard: named(
        '按合同金额收款，当场开收据；退订条件再口头说明一次。',
        '依合約金額收款，當場開收據；退訂條件再口頭說明一次。',
        'Take the agreed sum and give a receipt; say once more how it is refunded.',
      ),
      expectedResult: named(
        '订金到账，收据编号写入结果。',
        '訂金到帳，收據編號寫入結果。',
        'Received; the receipt number is in the result.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '签字前：合同不长，我们一条一条过。这三条和您关系最大：哪天交付、不满意怎么退、坏了找谁。',
        '簽名前：合約不長，我們一條一條過。這三條和您關係最大：哪天交付、不滿意怎麼退、壞了找誰。',
        'Before signing: It is short, let us go through it. Three clauses matter most to you: day of delivery, how to return it, whom to call.',
      ),
      named(
        '客户临时犹豫：没关系，不急着签。您是担心哪一条？今天定下的价格我替您留到明天中午。',
        '客戶臨時猶豫：沒關係，不急著簽。您是擔心哪一條？今天定下的價格我替您留到明天中午。',
        'Second thoughts: No hurry. Which point worries you? I keep today’s price for you until noon tomorrow.',
      ),
      named(
        '签完之后：恭喜您。接下来三天我会告诉您备货进度，有任何变化都先和您商量。',
        '簽完之後：恭喜您。接下來三天我會告訴您備貨進度，有任何變化都先和您商量。',
        'After signing: Congratulations. Over the next three days you will hear how it is getting on, and nothing changes without asking you.',
      ),
    ],
    questions: [
      named('合同里还有哪一条不清楚？', '合約裡還有哪一條不清楚？', 'Is any clause unclear?'),
      named('发票抬头和收货地址是什么？', '發票抬頭和收貨地址是什麼？', 'Name for the invoice and address for delivery?'),
      named('希望哪天、几点交付？', '希望哪天、幾點交付？', 'Which day and hour suit you for delivery?'),
      named(
        '现场有没有电梯、电源或场地限制？',
        '現場有沒有電梯、電源或場地限制？',
        'Are there limits on site: lift, power, space?',
      ),
      named('由谁签收？', '由誰簽收？', 'Who will receive it?'),
    ],
    materials: [
      { name: named('合同与条款说明', '合約與條款說明', 'Contract with explanations'), address: null },
      { name: named('交付前准备清单', '交付前準備清單', 'What to prepare before delivery'), address: null },
    ],
  },
}
