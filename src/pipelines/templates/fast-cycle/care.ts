import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, done } from '../asks.ts'
import { named } from '../named.ts'

export const care: TemplateStage = {
  key: 'care',
  phase: 'care',
  name: named('维护', '維護', 'Care'),
  customerLooks: named(
    '已经下单，等收货、用起来，看值不值得再买。',
    '已經下單，等收貨、用起來，看值不值得再買。',
    'Has ordered, waits for delivery, starts using it and sees whether to buy again.',
  ),
  probability: 0.95,
  expectedDays: 14,
  warningDays: 21,
  criticalDays: 30,
  entry: [anyOf(done('confirm-order'), attached('contract'))],

  tasks: [
    {
      key: 'ship-and-tell',
      role: 'delivery',
      dueDays: 2,
      name: named('发货并告知', '出貨並告知', 'Ship and tell'),
      standard: named(
        '发货当天把单号和预计到达日告诉客户；会晚就提前说，并给出新日期。',
        '出貨當天把單號和預計到達日告訴客戶；會晚就提前說，並給出新日期。',
        'Give the tracking number and expected day when it leaves; if it will be late, say so beforehand with a new date.',
      ),
      expectedResult: named(
        '客户收到单号，延误为零或已提前告知。',
        '客戶收到單號，延誤為零或已提前告知。',
        'The customer has the number; no delay without notice.',
      ),
    },
    {
      key: 'payment-check',
      role: 'finance',
      dueDays: 5,
      name: named('核对收款', '核對收款', 'Check the payment'),
      standard: named(
        '按订单核对金额和日期，未到账当天告诉销售；发票与货同步寄出。',
        '依訂單核對金額和日期，未到帳當天告訴業務；發票與貨同步寄出。',
        'Check sum and date against the order and tell the rep the same day if it is missing. The invoice goes with the goods.',
      ),
      expectedResult: named('款项到账，发票已寄。', '款項到帳，發票已寄。', 'Paid, and the invoice sent.'),
    },
    {
      key: 'use-check',
      role: 'owner',
      dueDays: 8,
      name: named('使用回访', '使用回訪', 'Ask how it works'),
      standard: named(
        '到货一周内打电话问用得怎么样，有问题当天转服务；满意的请他写一句话评价。',
        '到貨一週內打電話問用得怎麼樣，有問題當天轉服務；滿意的請他寫一句評語。',
        'Call within a week of arrival. Pass problems to service the same day; if they are happy, ask for one sentence to quote.',
      ),
      expectedResult: named('回访记录含客户反馈。', '回訪記錄含客戶回饋。', 'A record with the customer’s reaction.'),
    },
    {
      key: 'next-order-date',
      role: 'owner',
      dueDays: 10,
      name: named('约定下次', '約定下次', 'Fix the next time'),
      standard: named(
        '按用量估算下次采购时间，和客户对一遍，设好提醒；顺带问一位可能用得上的朋友。',
        '依用量估算下次採購時間，和客戶核對一遍，設好提醒；順便問一位可能用得上的朋友。',
        'Estimate from consumption when they will buy again, check it with them and set a reminder; ask for somebody else who might need it.',
      ),
      expectedResult: named(
        '下一步日期已填，转介绍有或无都记下。',
        '下一步日期已填，轉介紹有或無都記下。',
        'The next date is set; referral or none is noted.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '到货回访：东西用上了吗？跟您想的有没有不一样？哪怕是小毛病也告诉我，我来跑。',
        '到貨回訪：東西用上了嗎？跟您想的有沒有不一樣？哪怕是小毛病也告訴我，我來跑。',
        'After arrival: Is it in use? Is anything different from what you expected? Tell me even small things and I will see to them.',
      ),
      named(
        '约下次：按您的用量，大概两个月后要补。我到时候提前一周找您，给您留好货，可以吗？',
        '約下次：依您的用量，大概兩個月後要補。我到時候提前一週找您，給您留好貨，可以嗎？',
        'Next time: At your rate you will need more in two months. May I call a week before and reserve it?',
      ),
      named(
        '请求转介绍：您觉得好用，有没有同行也在找？您给我一个名字，我说是您推荐的，价格按老客户算。',
        '請求轉介紹：您覺得好用，有沒有同業也在找？您給我一個名字，我說是您推薦的，價格照老客戶算。',
        'Asking for a referral: If it serves you well, is a colleague looking for one? Give me a name; I will mention you, and they get a regular customer’s price.',
      ),
    ],
    questions: [
      named('收货顺利吗？', '收貨順利嗎？', 'Did delivery go smoothly?'),
      named('用下来最满意和最不满意的各是什么？', '用下來最滿意和最不滿意的各是什麼？', 'What do you like best and least?'),
      named('按现在的用量，什么时候需要补货？', '依現在的用量，什麼時候需要補貨？', 'At this rate, when will you need more?'),
      named(
        '还有哪些东西是您常买、我们也有的？',
        '還有哪些東西是您常買、我們也有的？',
        'What else do you buy regularly that we carry?',
      ),
      named('愿意推荐给谁？', '願意推薦給誰？', 'To whom would you recommend it?'),
    ],
    materials: [
      { name: named('使用与保养说明', '使用與保養說明', 'Use and maintenance'), address: null },
      { name: named('老客户优惠说明', '老客戶優惠說明', 'Terms for regular customers'), address: null },
    ],
  },
}
