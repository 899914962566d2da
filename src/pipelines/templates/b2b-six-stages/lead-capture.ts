import type { Criterion } from '../../criteria.ts'
import type { TemplateStage } from '../../template.ts'
import { anyOf, filled, known, people } from '../asks.ts'
import { named } from '../named.ts'

/** Nothing is checked where a deal begins, so that beginning is easy; it leaves with the same that it should have come with. */
const basicsAndNeed: readonly Criterion[] = [
  people(1, { reachable: true }),
  filled('customer.industry'),
  filled('customer.headcountBand'),
  filled('customer.region'),
  anyOf(filled('sourceId'), filled('customer.sourceId')),
  known('demand'),
]

export const leadCapture: TemplateStage = {
  key: 'lead-capture',
  phase: 'lead',
  name: named('线索获取', '線索取得', 'Lead capture'),
  customerLooks: named(
    '资料齐全，联系得上，并且亲口说过一件想解决的事。',
    '資料齊全，聯絡得上，並且親口說過一件想解決的事。',
    'The basics are on file, somebody can be reached, and they named something they want solved.',
  ),
  probability: 0.1,
  expectedDays: 14,
  warningDays: 21,
  criticalDays: 30,
  entry: basicsAndNeed,
  exit: basicsAndNeed,
  tasks: [
    {
      key: 'first-contact',
      role: 'owner',
      dueDays: 1,
      name: named('首次联系', '首次聯絡', 'First contact'),
      standard: named(
        '收到线索后一个工作日内打第一通电话；没接通就换个时段再打两次，并用短信或邮件说明是谁、为什么找他。',
        '收到線索後一個工作日內打第一通電話；沒接通就換個時段再打兩次，並用簡訊或電子郵件說明是誰、為什麼找他。',
        'Call within one working day. If nobody answers, try twice more at other hours and leave a message saying who you are and why you call.',
      ),
      expectedResult: named(
        '每次尝试都有记录：谁接的、说了什么、下次何时联系。',
        '每次嘗試都有記錄：誰接的、說了什麼、下次何時聯絡。',
        'Every attempt is on record: who answered, what was said, when to call next.',
      ),
    },
    {
      key: 'check-basics',
      role: 'owner',
      dueDays: 2,
      name: named('核对客户资料', '核對客戶資料', 'Check the basics'),
      standard: named(
        '用公开信息核对公司全称、行业、人数和所在地，建档前先查重；联系人写清职务和他在采购里的角色。',
        '用公開資訊核對公司全名、產業、人數和所在地，建檔前先查有沒有重複；聯絡人寫明職稱和他在採購中的角色。',
        'Check full name, industry, headcount and place against public sources, look for duplicates first, and note each contact’s post and part in the purchase.',
      ),
      expectedResult: named(
        '客户档案没有缺项、没有重复，至少一位联系人有能打通的电话或能收信的邮箱。',
        '客戶檔案沒有缺項、沒有重複，至少一位聯絡人有能打通的電話或能收信的電子信箱。',
        'The profile has no gap and no double; at least one contact has a number or address that works.',
      ),
    },
    {
      key: 'hear-need',
      role: 'owner',
      dueDays: 3,
      name: named('听清客户的话', '聽清客戶的話', 'Write down the need in their words'),
      standard: named(
        '用客户的原话记下他想解决什么、为什么是现在；不要翻译成我们的产品名，也不要替他补充。',
        '用客戶的原話記下他想解決什麼、為什麼是現在；不要翻譯成我們的產品名，也不要替他補充。',
        'Note in the customer’s own words what they want solved and why now. Do not translate it into our product names or fill in the rest yourself.',
      ),
      expectedResult: named(
        '要素「需求与痛点」已填写，并附上听到这句话的那次联络。',
        '要素「需求與痛點」已填寫，並附上聽到這句話的那次聯絡。',
        'The element “Need and pain” is filled in and points to the conversation in which it was said.',
      ),
    },
    {
      key: 'sort-lead',
      role: 'owner',
      dueDays: 5,
      name: named('判断去留', '判斷去留', 'Decide whether to go on'),
      standard: named(
        '对照目标客户画像看行业、规模、区域和需求四项；值得跟的继续，时机未到的暂缓并定日期，不合适的当天终止并写原因。',
        '對照目標客戶輪廓看產業、規模、區域和需求四項；值得跟的繼續，時機未到的暫緩並定日期，不合適的當天終止並寫原因。',
        'Compare industry, size, region and need with the target profile. Go on, put on hold with a date, or end it today with the reason.',
      ),
      expectedResult: named(
        '这条线索有明确去向，主管看得到理由。',
        '這條線索有明確去向，主管看得到理由。',
        'The lead has a clear direction, and the supervisor can see why.',
      ),
    },
    {
      key: 'company-brief',
      role: 'marketing',
      dueDays: 6,
      name: named('准备客户速览', '準備客戶快覽', 'Prepare a company brief'),
      standard: named(
        '查官网、公告、招聘和近一年的新闻，列出三件与我们有关的变化，以及三个值得当面问的问题。',
        '查官網、公告、徵才和近一年的新聞，列出三件與我們有關的變化，以及三個值得當面問的問題。',
        'From website, filings, job adverts and a year of news: three changes that concern us and three questions worth asking in person.',
      ),
      expectedResult: named(
        '一页客户速览附在商机上，调研前人人看过。',
        '一頁客戶快覽附在商機上，訪談前人人看過。',
        'One page attached to the deal, read by all before the survey.',
      ),
    },
    {
      key: 'agree-survey',
      role: 'owner',
      dueDays: 8,
      name: named('约定需求调研', '約定需求訪談', 'Agree on a needs survey'),
      standard: named(
        '说明调研需要谁参加、占用多长时间、结束后对方能拿到什么；请对方自己定日期，并邀请管这件事的人。',
        '說明訪談需要誰參加、占用多長時間、結束後對方能拿到什麼；請對方自己定日期，並邀請管這件事的人。',
        'Say who should take part, how long it takes and what they get out of it. Let them name the day and invite the person in charge.',
      ),
      expectedResult: named(
        '客户同意调研：日期、参加人和形式写在任务结果里。',
        '客戶同意訪談：日期、參加人和形式寫在任務結果裡。',
        'The customer agreed: day, people and form are written in the result.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '第一通电话：打扰您两分钟。您留言说想了解这类产品，我先不介绍，想听听是遇到了什么事让您现在来看。听完我会直说我们帮不帮得上。',
        '第一通電話：打擾您兩分鐘。您留言說想了解這類產品，我先不介紹，想聽聽是遇到了什麼事讓您現在來看。聽完我會直說我們幫不幫得上。',
        'First call: Two minutes, if I may. You asked about products like ours. Before I describe anything: what happened that you are looking now? Then I will tell you frankly whether we can help.',
      ),
      named(
        '客户说「先发份资料」：可以，今天就发。资料有好几套，为了只发您用得上的那几页，请教两个问题：这件事现在怎么做？最费劲的是哪一步？',
        '客戶說「先寄份資料」：可以，今天就寄。資料有好幾套，為了只寄您用得上的那幾頁，請教兩個問題：這件事現在怎麼做？最費力的是哪一步？',
        '“Just send me something”: Gladly, today. We have several sets; so that you get only the pages you need, may I ask how you do this now, and which step costs the most effort?',
      ),
      named(
        '客户说「暂时没计划」：明白，不勉强。您这边一般几月份定下一年的安排？我到那之前一个月再联系您，中间只在有同行实例时发您一份，可以吗？',
        '客戶說「暫時沒計畫」：了解，不勉強。您這邊一般幾月定下一年的計畫？我在那之前一個月再聯絡您，中間只在有同業案例時寄您一份，可以嗎？',
        '“No plans right now”: Understood. In which month do you settle next year’s plans? I would call a month before, and until then only send you a case from your own trade. Is that all right?',
      ),
      named(
        '约调研：我建议花一个小时把现状理一遍，请用的人和管的人都在场。结束后两天内您会收到一份现状小结，就算最后不买，这份小结也归您。',
        '約訪談：我建議花一個小時把現況理一遍，請用的人和管的人都在場。結束後兩天內您會收到一份現況摘要，就算最後不買，這份摘要也歸您。',
        'Asking for the survey: Let us take one hour to go through how things work today, with those who use it and those who run it. Within two days you get a summary, yours to keep whether or not you buy.',
      ),
    ],
    questions: [
      named('是什么事让您现在开始了解？', '是什麼事讓您現在開始了解？', 'What made you start looking now?'),
      named(
        '这件事现在由谁做、怎么做、一个月要花多少时间？',
        '這件事現在由誰做、怎麼做、一個月要花多少時間？',
        'Who does this today, how, and how much time does it take a month?',
      ),
      named('如果今年不处理，会有什么后果？', '如果今年不處理，會有什麼後果？', 'What happens if nothing changes this year?'),
      named(
        '除了您，还有哪些部门关心这件事？',
        '除了您，還有哪些部門在意這件事？',
        'Besides you, which departments care about this?',
      ),
      named(
        '以前用过类似的产品吗？哪里满意，哪里不满意？',
        '以前用過類似的產品嗎？哪裡滿意，哪裡不滿意？',
        'Have you used anything like it before? What was good, what was not?',
      ),
      named('您是从哪里知道我们的？', '您是從哪裡知道我們的？', 'How did you hear of us?'),
    ],
    materials: [
      { name: named('公司介绍（一页）', '公司介紹（一頁）', 'Company profile (one page)'), address: null },
      { name: named('同行业客户实例（两页）', '同業客戶案例（兩頁）', 'Case from the same industry (two pages)'), address: null },
      { name: named('调研邀请邮件范本', '訪談邀請電子郵件範本', 'Survey invitation, sample e-mail'), address: null },
    ],
  },
}
