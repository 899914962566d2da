import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, done, filled, known } from '../asks.ts'
import { named } from '../named.ts'

export const deal: TemplateStage = {
  key: 'deal',
  phase: 'negotiate',
  name: named('成交', '成交', 'Deal'),
  customerLooks: named(
    '选好了产品，在比价格、交期和付款方式。',
    '選好了產品，在比價格、交期和付款方式。',
    'Has chosen the product and compares price, delivery and payment.',
  ),
  probability: 0.55,
  expectedDays: 7,
  warningDays: 10,
  criticalDays: 14,
  entry: [anyOf(filled('productId'), filled('amountMinor'))],
  exit: [
    known('price'),
    known('decider'),
    known('timing'),
    anyOf(attached('quote'), attached('contract'), done('confirm-order')),
  ],
  tasks: [
    {
      key: 'quote-today',
      role: 'owner',
      dueDays: 0,
      name: named('当天报价', '當天報價', 'Quote the same day'),
      standard: named(
        '报价含型号、数量、含税价、交期、付款方式和有效期，一页说完；发出后打电话确认看到了。',
        '報價含型號、數量、含稅價、交期、付款方式和有效期，一頁說完；發出後打電話確認看到了。',
        'Model, quantity, price with tax, delivery, payment and validity on one page. Call to make sure it was seen.',
      ),
      expectedResult: named('报价已发出，客户确认收到。', '報價已發出，客戶確認收到。', 'The quote is out and confirmed.'),
    },
    {
      key: 'follow-quote',
      role: 'owner',
      dueDays: 2,
      name: named('报价后回访', '報價後回訪', 'Follow up the quote'),
      standard: named(
        '第二个工作日问三件事：看懂了吗、和谁比、还差什么；有疑问当场答，答不了的当天补。',
        '第二個工作日問三件事：看懂了嗎、和誰比、還差什麼；有疑問當場答，答不了的當天補。',
        'On the second working day ask: is it clear, compared with whom, what is missing? Answer at once or the same day.',
      ),
      expectedResult: named(
        '价格反馈和下一步日期有记录。',
        '價格回饋和下一步日期有記錄。',
        'Reaction to the price and a next date are on record.',
      ),
    },
    {
      key: 'settle-terms',
      role: 'owner',
      dueDays: 4,
      name: named('谈定价格与交期', '談定價格與交期', 'Settle price and delivery'),
      standard: named(
        '让价要换数量、现款或交期；超出权限先请示主管，不在电话里先答应。',
        '降價要換數量、付現或交期；超出權限先請示主管，不在電話裡先答應。',
        'A lower price buys quantity, cash or time. Ask your supervisor before promising beyond your limit.',
      ),
      expectedResult: named(
        '价格、数量、交期、付款四项谈定。',
        '價格、數量、交期、付款四項談定。',
        'Price, quantity, delivery and payment are settled.',
      ),
    },
    {
      key: 'confirm-order',
      role: 'owner',
      dueDays: 5,
      name: named('确认订单', '確認訂單', 'Confirm the order'),
      standard: named(
        '把谈定的内容发成订单确认，请客户回复「确认」或签字；开票信息、收货人和地址一次问齐。',
        '把談定的內容寫成訂單確認，請客戶回覆「確認」或簽名；發票資料、收貨人和地址一次問齊。',
        'Send what was settled as an order confirmation and ask for “confirmed” or a signature. Get invoice data, recipient and address in one go.',
      ),
      expectedResult: named('客户书面确认的订单。', '客戶書面確認的訂單。', 'An order confirmed in writing.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '报价后第二天：报价您看了吗？我不催您，只想知道是价格、交期还是配置哪一项还不合适，好给您调整。',
        '報價後第二天：報價您看了嗎？我不催您，只想知道是價格、交期還是規格哪一項還不合適，好給您調整。',
        'The day after quoting: Have you seen the quote? No pressure; I only want to know whether price, delivery or version does not suit yet, so that I can adjust it.',
      ),
      named(
        '客户说「别家便宜」：差多少？是同样的配置和保修吗？您把那份发我，我标出不同的地方，您再决定也不迟。',
        '客戶說「別家便宜」：差多少？是同樣的規格和保固嗎？您把那份傳給我，我標出不同的地方，您再決定也不遲。',
        '“Others are cheaper”: By how much? Same version and warranty? Send it to me and I mark the differences; then decide.',
      ),
      named(
        '请求下单：价格和交期都合您的要求，今天确认的话周四能发货。我现在把订单发给您，可以吗？',
        '請求下單：價格和交期都合您的要求，今天確認的話週四能出貨。我現在把訂單傳給您，可以嗎？',
        'Asking for the order: Price and delivery are as you wished; confirmed today it ships on Thursday. May I send the order now?',
      ),
    ],
    questions: [
      named('这个价格在您的预算里吗？', '這個價格在您的預算裡嗎？', 'Is this price within your budget?'),
      named('最晚哪天必须到货？', '最晚哪天必須到貨？', 'What is the last day it may arrive?'),
      named('由谁确认订单，怎么付款？', '由誰確認訂單，怎麼付款？', 'Who confirms the order, and how do you pay?'),
      named('除了价格还有什么让您犹豫？', '除了價格還有什麼讓您猶豫？', 'Besides price, what makes you hesitate?'),
      named('如果今天定，还需要我做什么？', '如果今天定，還需要我做什麼？', 'If you decide today, what do you need from me?'),
    ],
    materials: [
      { name: named('一页报价单范本', '一頁報價單範本', 'One-page quote, sample'), address: null },
      { name: named('订单确认范本', '訂單確認範本', 'Order confirmation, sample'), address: null },
    ],
  },
}
