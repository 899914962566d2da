import type { Criterion } from '../../criteria.ts'
import type { TemplateStage } from '../../template.ts'
import { anyOf, filled, known, people } from '../asks.ts'
import { named } from '../named.ts'

/** Without these three nobody can be called back: the visit was talk and nothing else. */
const callable: readonly Criterion[] = [
  people(1, { reachable: true }),
  anyOf(filled('sourceId'), filled('customer.sourceId')),
  known('need'),
]

export const captured: TemplateStage = {
  key: 'captured',
  phase: 'lead',
  name: named('留档', '留檔', 'Contact data captured'),
  customerLooks: named(
    '愿意留下称呼和联系方式，知道我们会为什么事再联系。',
    '願意留下稱呼和聯絡方式，知道我們會為什麼事再聯絡。',
    'Has left name and number and knows why we will call.',
  ),
  probability: 0.1,
  expectedDays: 2,
  warningDays: 3,
  criticalDays: 5,
  entry: callable,

  tasks: [
    {
      key: 'capture-data',
      role: 'owner',
      dueDays: 0,
      name: named('完整留档', '完整留檔', 'Take the data down in full'),
      standard: named(
        '用一个对客户有用的理由请他留下联系方式，如发对比表或通知到货；说明只用于这件事，当场核对号码。',
        '用一個對客戶有用的理由請他留下聯絡方式，例如傳比較表或通知到貨；說明只用於這件事，當場核對號碼。',
        'Give a reason that serves them, such as a comparison or news of arrival; say it is used for that only, and check the number on the spot.',
      ),
      expectedResult: named(
        '称呼、电话、来源、需求齐全。',
        '稱呼、電話、來源、需求齊全。',
        'Name, number, source and need are complete.',
      ),
    },
    {
      key: 'thank-note',
      role: 'owner',
      dueDays: 1,
      name: named('当天致谢', '當天致謝', 'Thank them the same day'),
      standard: named(
        '离店两小时内发一条消息：感谢来访、答应的资料、您的名字和分机，不带促销。',
        '離店兩小時內傳一則訊息：感謝來訪、答應的資料、自己的名字和分機，不帶促銷。',
        'Within two hours a message: thanks, what was promised, your name and extension, no advertising.',
      ),
      expectedResult: named('消息已发出，客户有回复或已读。', '訊息已送出，客戶有回覆或已讀。', 'Sent, and answered or read.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '请客户留档：您比较的这三款参数不少，我整理一张对比表发您，回去和家里或同事商量也方便。发到哪个号码？',
        '請客戶留檔：您比較的這三款規格不少，我整理一張比較表傳給您，回去和家人或同事討論也方便。傳到哪個號碼？',
        'Asking for contact data: These three differ in many points. I will send you a comparison to discuss at home or at the office. To which number?',
      ),
      named(
        '客户不愿留电话：完全理解。那我留一个取件码，对比表放在这里，您来电报码就发给您，不会有人打扰您。',
        '客戶不願留電話：完全理解。那我給您一組代碼，比較表放在這裡，您來電報上代碼就傳給您，不會有人打擾您。',
        'Unwilling to give a number: I understand. I will keep the comparison under a code; call, name it and you have it, and nobody will bother you.',
      ),
      named(
        '问来源：您从哪里知道我们的？我们想知道哪种宣传没白做。',
        '問來源：您從哪裡知道我們的？我們想知道哪種宣傳沒白做。',
        'Asking for the source: How did you find us? We would like to know which of our efforts were worth it.',
      ),
    ],
    questions: [
      named(
        '怎么称呼您，发资料用哪个号码方便？',
        '怎麼稱呼您，資料傳到哪個號碼方便？',
        'What is your name, and which number suits you?',
      ),
      named('平时什么时间联系您不打扰？', '平時什麼時間聯絡您不打擾？', 'When may I call without disturbing?'),
      named('打算什么时候用上？', '打算什麼時候用上？', 'When would you like to have it in use?'),
      named('预算大概在哪个范围？', '預算大概在哪個範圍？', 'Roughly what range did you have in mind?'),
      named('还有谁会一起看？', '還有誰會一起看？', 'Who else will look at it with you?'),
    ],
    materials: [
      { name: named('型号对比表', '型號比較表', 'Comparison of models'), address: null },
      { name: named('资料使用说明（给客户）', '資料使用說明（給客戶）', 'How we use your data (for customers)'), address: null },
    ],
  },
}
