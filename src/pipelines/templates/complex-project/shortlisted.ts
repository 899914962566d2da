import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, confirmed, done, known } from '../asks.ts'
import { named } from '../named.ts'

export const shortlisted: TemplateStage = {
  key: 'shortlisted',
  phase: 'propose',
  name: named('入围', '入圍', 'Shortlisted'),
  customerLooks: named(
    '从多家里留下了两三家，安排讲标、演示、考察，逐项比较。',
    '從多家裡留下了兩三家，安排簡報、展示、參訪，逐項比較。',
    'Has kept two or three; presentations, tests and visits are arranged and compared point by point.',
  ),
  probability: 0.5,
  expectedDays: 30,
  warningDays: 45,
  criticalDays: 60,
  entry: [
    confirmed('champion'),
    anyOf(
      done('confirm-shortlist'),
      activities(1, 'stage-entry', { roles: ['decider', 'influencer', 'gatekeeper'], withPurpose: true, withFeedback: true }),
    ),
  ],
  exit: [
    known('delivery-capacity'),
    confirmed('technical-fit'),
    activities(1, 'stage-entry', { types: ['visit', 'meeting', 'demo', 'trial'], withPurpose: true, withFeedback: true }),
  ],
  tasks: [
    {
      key: 'rival-analysis',
      role: 'owner',
      dueDays: 3,
      name: named('入围对手分析', '入圍對手分析', 'Study the remaining rivals'),
      standard: named(
        '按价格、技术、业绩、关系四项给每家打分，写出他们最可能怎么说我们，以及我们的回应。',
        '依價格、技術、實績、關係四項給每家評分，寫出他們最可能怎麼說我們，以及我們的回應。',
        'Score each on price, technology, references and relations; write what they will say about us and our reply.',
      ),
      expectedResult: named(
        '对手对照表，讲标前全组看过。',
        '對手對照表，簡報前全組看過。',
        'A comparison that the whole team has read before presenting.',
      ),
    },
    {
      key: 'rehearse-presentation',
      role: 'presales',
      dueDays: 6,
      name: named('讲标演练', '簡報演練', 'Rehearse the presentation'),
      standard: named(
        '由内部同事扮演评委，按规定时间完整讲两遍；每个问题由一个人回答，不抢话。',
        '由內部同事扮演評選委員，依規定時間完整講兩遍；每個問題由一個人回答，不搶話。',
        'Colleagues play the committee; go through it twice in the time allowed. One person answers each question.',
      ),
      expectedResult: named(
        '讲标材料定稿，问答预案不少于二十条。',
        '簡報定稿，擬答不少於二十題。',
        'Final slides and at least twenty prepared answers.',
      ),
    },
    {
      key: 'present-bid',
      role: 'presales',
      dueDays: 10,
      name: named('现场讲标答辩', '現場簡報與答詢', 'Present to the committee'),
      standard: named(
        '先答评分点再讲特色，用客户的现场数据举例；会后当天把未答全的问题书面补齐。',
        '先答評分重點再講特色，用客戶的現場數據舉例；會後當天把沒答完整的問題書面補齊。',
        'Scoring points first, specialities second, with the customer’s own data. Complete unfinished answers in writing the same day.',
      ),
      expectedResult: named(
        '讲标记录写明每位评委的问题和反应。',
        '簡報記錄寫明每位委員的問題和反應。',
        'Notes of every question and reaction.',
      ),
    },
    {
      key: 'proof-test',
      role: 'presales',
      dueDays: 14,
      name: named('测试验证', '測試驗證', 'Prove it in a test'),
      standard: named(
        '事先写好测试项、数据、通过标准和时间，双方签字后再开始；失败项当天分析并约复测。',
        '事先寫好測試項目、數據、合格標準和時間，雙方簽名後再開始；失敗項當天分析並約複測。',
        'Agree in writing on items, data, pass marks and time before you start. Analyse failures the same day and fix a repeat.',
      ),
      expectedResult: named('双方签字的测试报告。', '雙方簽名的測試報告。', 'A test report signed by both sides.'),
    },
    {
      key: 'host-inspection',
      role: 'owner',
      dueDays: 16,
      name: named('接待考察', '接待參訪', 'Host their inspection'),
      standard: named(
        '安排看公司、看现场、看已完成项目，每站有人讲客户关心的事；全程一张日程表，交通食宿按客户规定办。',
        '安排看公司、看現場、看已完成專案，每一站有人講客戶在意的事；全程一張行程表，交通食宿依客戶規定辦理。',
        'Company, workshop, a finished project; at every stop somebody speaks to what concerns them. One timetable; travel by the customer’s rules.',
      ),
      expectedResult: named(
        '考察反馈记录，疑问三天内答复。',
        '參訪回饋記錄，疑問三天內回覆。',
        'A record of reactions; doubts answered within three days.',
      ),
    },
    {
      key: 'delivery-team',
      role: 'delivery',
      dueDays: 17,
      name: named('确定交付团队', '確定交付團隊', 'Name the delivery team'),
      standard: named(
        '定下项目经理和骨干，安排他们与客户见面；确认工期和人手真的排得开，与投标承诺一致。',
        '選定專案經理和主力成員，安排他們與客戶見面；確認工期和人手真的排得出來，與投標承諾一致。',
        'Name project manager and key people and let the customer meet them. Make sure dates and hands are really free, as the bid promised.',
      ),
      expectedResult: named(
        '团队名单与排期，要素「交付能力」已填写。',
        '團隊名單與時程，要素「交付能力」已填寫。',
        'Team and schedule; the element “Delivery capacity” is filled in.',
      ),
    },
    {
      key: 'award-notice',
      role: 'owner',
      dueDays: 20,
      name: named('跟进评审结果', '追蹤評選結果', 'Follow the evaluation'),
      standard: named(
        '按公告时间查看结果并存档；中标的取得通知书，未中标的三天内请客户说明差距，写入复盘。',
        '依公告時間查看結果並存檔；得標的取得決標通知，未得標的三天內請客戶說明差距，寫進檢討。',
        'Look up and file the result on the day. If awarded, obtain the notice; if not, ask within three days where we fell short and write it down.',
      ),
      expectedResult: named('中选通知或落选原因。', '決標通知或落選原因。', 'The award notice, or why we lost.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '讲标第一分钟：各位评委好。我们用二十分钟回答三个问题：能不能按期上线，三年后会不会后悔，出了问题找谁。每个问题都有贵公司现场的数据。',
        '簡報第一分鐘：各位委員好。我們用二十分鐘回答三個問題：能不能如期上線，三年後會不會後悔，出了問題找誰。每個問題都有貴公司現場的數據。',
        'First minute: Good morning. In twenty minutes we answer three questions: will it go live on time, will you regret it in three years, whom do you call when something breaks? Each with data from your own site.',
      ),
      named(
        '评委追问短板：这一项我们确实不如某些同行做得早。我们的做法是把它放在第二期，第一期先用接口满足，请看测试报告第几页的结果。',
        '委員追問弱點：這一項我們確實不如某些同業做得早。我們的做法是把它放在第二期，第一期先用介面滿足，請看測試報告裡的結果。',
        'On a weak point: Here some others started earlier than we did. We put it into phase two and use an interface in phase one; the test report shows the result.',
      ),
      named(
        '考察收尾：今天看到的有好有坏，请各位直接说。我们更想知道，有哪一点会让您投不出这一票？',
        '參訪收尾：今天看到的有好有壞，請各位直說。我們更想知道，有哪一點會讓您投不下這一票？',
        'After the inspection: You saw good and bad, please be frank. What we most want to know: is there a point that would keep you from voting for us?',
      ),
    ],
    questions: [
      named('评审中最看重哪两项？', '評選中最看重哪兩項？', 'Which two points matter most in the evaluation?'),
      named(
        '我们的材料里还有哪一点说服不了您？',
        '我們的文件裡還有哪一點說服不了您？',
        'What in our papers does not convince you yet?',
      ),
      named(
        '测试用谁的数据，谁来判定通过？',
        '測試用誰的數據，誰來判定合格？',
        'Whose data does the test use, and who says it passed?',
      ),
      named('您希望由谁来当我方的项目经理？', '您希望由誰來當我方的專案經理？', 'Whom would you like as our project manager?'),
      named(
        '结果什么时候公布，异议期多长？',
        '結果什麼時候公布，異議期多長？',
        'When is the result published, and how long may it be contested?',
      ),
    ],
    materials: [
      { name: named('讲标材料范本', '簡報範本', 'Presentation, sample'), address: null },
      { name: named('评委问答预案', '委員問題擬答', 'Prepared answers for the committee'), address: null },
      { name: named('测试方案与报告范本', '測試方案與報告範本', 'Test plan and report, sample'), address: null },
    ],
  },
}
