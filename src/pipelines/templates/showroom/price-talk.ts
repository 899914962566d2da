import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, done, filled, known } from '../asks.ts'
import { named } from '../named.ts'

export const priceTalk: TemplateStage = {
  key: 'price-talk',
  phase: 'negotiate',
  name: named('议价', '議價', 'Price talk'),
  customerLooks: named(
    '看中了，开始问最低多少、送什么、怎么付。',
    '看中了，開始問最低多少、送什麼、怎麼付。',
    'Wants it and asks for the best price, extras and ways to pay.',
  ),
  probability: 0.42,
  expectedDays: 5,
  warningDays: 7,
  criticalDays: 10,
  entry: [filled('amountMinor')],
  exit: [known('price'), filled('expectedCloseOn'), anyOf(attached('quote'), done('written-offer'))],
  tasks: [
    {
      key: 'written-offer',
      role: 'owner',
      dueDays: 1,
      name: named('书面报价', '書面報價', 'Offer in writing'),
      standard: named(
        '按选定配置列出价格、赠品、安装、保修和有效期；口头说过的都写上，一页说清。',
        '依選定規格列出價格、贈品、安裝、保固和有效期；口頭說過的都寫上，一頁說清楚。',
        'Price, extras, installation, warranty and validity for the chosen version; everything said aloud is written down, on one page.',
      ),
      expectedResult: named(
        '报价单附在商机上，客户已看到。',
        '報價單附在商機上，客戶已看到。',
        'The quote is attached and seen.',
      ),
    },
    {
      key: 'bargain',
      role: 'owner',
      dueDays: 3,
      name: named('议价谈判', '議價談判', 'Bargain'),
      standard: named(
        '先讲价值再讲价，每次让步都小一些，并换回当天决定、付款方式或转介绍；超权限请主管出面。',
        '先講價值再講價，每次讓步都小一些，並換回當天決定、付款方式或轉介紹；超權限請主管出面。',
        'Value before price; each step smaller than the last, in return for a decision today, better payment or a referral. Beyond your limit call the supervisor.',
      ),
      expectedResult: named(
        '要素「价格认可」有结论。',
        '要素「價格認可」有結論。',
        'The element “Price accepted” has an answer.',
      ),
    },
    {
      key: 'lost-price-review',
      role: 'supervisor',
      dueDays: 4,
      name: named('卡价商机会诊', '卡價商機會診', 'Look at deals stuck on price'),
      standard: named(
        '主管听一遍经过，判断是价格问题还是价值没讲清，给出一个方案：换配置、分期或放弃。',
        '主管聽完經過，判斷是價格問題還是價值沒講清楚，給出一個方案：換規格、分期或放棄。',
        'The supervisor hears the story: price, or value not explained? One way out: another version, instalments, or let it go.',
      ),
      expectedResult: named(
        '一个明确方案和答复客户的日期。',
        '一個明確方案和回覆客戶的日期。',
        'One way forward and a date to tell the customer.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '客户问最低价：我先确认一下，型号、颜色、安装时间都定了吗？都定了我一次替您申请到位，免得您来回跑。',
        '客戶問最低價：我先確認一下，型號、顏色、安裝時間都定了嗎？都定了我一次幫您爭取到位，免得您來回跑。',
        'Asked for the lowest price: Are model, colour and installation date settled? Then I apply once for everything and you need not come back.',
      ),
      named(
        '嫌贵：您觉得贵，是超出预算，还是觉得它不值？超预算我们看配置和分期，不值我请您再试一次那个功能。',
        '嫌貴：您覺得貴，是超出預算，還是覺得它不值？超預算我們看規格和分期，不值我請您再試一次那個功能。',
        '“Too expensive”: Beyond your budget, or not worth it? For the first we look at version and instalments; for the second please try that function again.',
      ),
      named(
        '促成：这个价含安装和三年保修，到周日有效。今天定下来，我给您排最早一批安装。您看写谁的名字？',
        '促成：這個價含安裝和三年保固，到週日有效。今天定下來，我給您排最早一批安裝。您看寫誰的名字？',
        'Closing: This includes installation and three years of warranty and holds until Sunday. Decide today and you are in the first batch. In whose name shall I write it?',
      ),
    ],
    questions: [
      named('除了价格，其他都满意吗？', '除了價格，其他都滿意嗎？', 'Apart from the price, is everything as you wish?'),
      named(
        '心里的价位是多少，怎么来的？',
        '心裡的價位是多少，怎麼來的？',
        'Which price did you have in mind, and where does it come from?',
      ),
      named('打算一次付清还是分期？', '打算一次付清還是分期？', 'Pay at once or by instalments?'),
      named('如果价格合适，今天能定吗？', '如果價格合適，今天能定嗎？', 'If the price is right, can you decide today?'),
      named('别家给您什么条件？', '別家給您什麼條件？', 'What do the others offer?'),
    ],
    materials: [
      { name: named('配置与价格表', '規格與價格表', 'Versions and prices'), address: null },
      { name: named('分期付款说明', '分期付款說明', 'Paying by instalments'), address: null },
    ],
  },
}
