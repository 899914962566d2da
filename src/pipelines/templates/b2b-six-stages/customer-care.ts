import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, attached, done, filled, people } from '../asks.ts'
import { named } from '../named.ts'

export const customerCare: TemplateStage = {
  key: 'customer-care',
  phase: 'care',
  name: named('客户维护', '客戶維護', 'Customer care'),
  customerLooks: named(
    '合同已生效，第一次交付正在进行；验收之后有人固定来往，愿意谈下一步，成为成熟客户。',
    '合約已生效，第一次交付正在進行；驗收之後有人固定來往，願意談下一步，成為成熟客戶。',
    'The contract is in force and the first delivery under way. A mature customer after acceptance: steady contact, ready to talk about what comes next.',
  ),
  probability: 0.97,
  expectedDays: 45,
  warningDays: 60,
  criticalDays: 90,
  entry: [
    attached('contract'),
    anyOf(
      done('hand-over-delivery'),
      activities(1, 'start', { types: ['meeting', 'visit'], roles: ['user'], withPurpose: true }),
    ),
  ],
  exit: [
    attached('acceptance'),
    activities(2, 'stage-entry', { withPurpose: true, withFeedback: true }),
    people(2, { reachable: true }),
    anyOf(done('care-plan'), filled('nextStepOn')),
  ],
  tasks: [
    {
      key: 'kick-off',
      role: 'delivery',
      dueDays: 5,
      name: named('启动会', '啟動會議', 'Kick-off'),
      standard: named(
        '双方负责人到场，讲清目标、分工、日程和怎样算完成；把销售答应过的事逐条对一遍。',
        '雙方負責人到場，講清楚目標、分工、日程和怎樣算完成；把業務答應過的事逐條對一遍。',
        'With those responsible on both sides: goals, who does what, dates, what counts as done. Go through every promise that was made.',
      ),
      expectedResult: named('启动会纪要，双方确认。', '啟動會議記錄，雙方確認。', 'Minutes confirmed by both sides.'),
    },
    {
      key: 'first-delivery',
      role: 'delivery',
      dueDays: 20,
      name: named('完成首次交付', '完成首次交付', 'Complete the first delivery'),
      standard: named(
        '按合同附件逐项交付，偏差当天告诉销售和客户；使用的人都要教会，不只是交给管理员。',
        '依合約附件逐項交付，落差當天告訴業務和客戶；使用的人都要教會，不只是交給管理員。',
        'Deliver item by item as the annex says; tell rep and customer of any deviation the same day. Teach all who use it, not only the administrator.',
      ),
      expectedResult: named(
        '签字的验收文件附在商机上。',
        '已簽名的驗收文件附在商機上。',
        'The signed acceptance record is attached.',
      ),
    },
    {
      key: 'first-visit-after',
      role: 'owner',
      dueDays: 22,
      name: named('交付后回访', '交付後回訪', 'Visit after delivery'),
      standard: named(
        '验收后一周内上门，问使用的人哪里顺手、哪里别扭；能当场解决的当场解决，不能的给出日期。',
        '驗收後一週內登門，問使用的人哪裡順手、哪裡不順；能當場解決的當場解決，不能的給出日期。',
        'Within a week of acceptance ask those who use it what goes well and what does not. Fix on the spot what you can; give a date for the rest.',
      ),
      expectedResult: named(
        '回访记录含至少两位使用者的反馈。',
        '回訪記錄含至少兩位使用者的回饋。',
        'Notes with the reactions of at least two users.',
      ),
    },
    {
      key: 'satisfaction',
      role: 'service',
      dueDays: 25,
      name: named('满意度调查', '滿意度調查', 'Ask for satisfaction'),
      standard: named(
        '请决策人和使用者分别打分并说明理由；七分以下当天告诉主管，三个工作日内给客户答复。',
        '請決策人和使用者分別評分並說明理由；七分以下當天告訴主管，三個工作日內給客戶回覆。',
        'Ask decider and users for a score and the reason. Below seven, tell the supervisor the same day and answer the customer within three working days.',
      ),
      expectedResult: named('分数和理由写在任务结果里。', '分數和理由寫在任務結果裡。', 'Scores and reasons are in the result.'),
    },
    {
      key: 'care-plan',
      role: 'owner',
      dueDays: 28,
      name: named('制定维护计划', '擬定維護計畫', 'Set up the care plan'),
      standard: named(
        '定好谁多久联系一次、见谁、看哪些指标；列出续约、增购和转介绍的机会与时间。',
        '定好誰多久聯絡一次、見誰、看哪些指標；列出續約、加購和轉介紹的機會與時間。',
        'Who calls how often, whom to see, which figures to watch; chances and dates for renewal, further purchases and referrals.',
      ),
      expectedResult: named(
        '维护计划一页，下一步日期已填写。',
        '維護計畫一頁，下一步日期已填寫。',
        'A one-page plan; the date of the next step is set.',
      ),
    },
    {
      key: 'ask-referral',
      role: 'owner',
      dueDays: 30,
      name: named('请求转介绍', '請求轉介紹', 'Ask for a referral'),
      standard: named(
        '在客户刚得到好处时开口，只问一个具体的人；先征得同意，再约三方见面。',
        '在客戶剛得到好處時開口，只問一個具體的人；先徵得同意，再約三方見面。',
        'Ask when they have just had a benefit, for one particular person; get consent first, then arrange to meet all three.',
      ),
      expectedResult: named(
        '一条转介绍线索，或客户暂不介绍的原因。',
        '一條轉介紹線索，或客戶暫不介紹的原因。',
        'A referred lead, or why not yet.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '交付后第一通电话：产品用了一周，我想听坏消息。哪一步让您的同事多花了时间？今天能改的，我今天就盯着改。',
        '交付後第一通電話：產品用了一週，我想聽壞消息。哪一步讓您的同事多花了時間？今天能改的，我今天就盯著改好。',
        'First call after delivery: You have had it a week, so I would like the bad news. Which step costs your colleagues more time than before? What can be fixed today I will see fixed today.',
      ),
      named(
        '请求转介绍：您刚才说对账从三天变成半天。您认识的同行里，谁最近也在为对账头疼？如果方便，我想请您引荐一下，谈得成谈不成都不让您为难。',
        '請求轉介紹：您剛才說對帳從三天變成半天。您認識的同業裡，誰最近也在為對帳頭疼？如果方便，我想請您引薦一下，談得成談不成都不讓您為難。',
        'Asking for a referral: You just said closing the books went from three days to half a day. Who among your peers struggles with that? If you would introduce us, it will not embarrass you either way.',
      ),
      named(
        '有抱怨时：谢谢您直接说。我先把问题复述一遍，看我理解得对不对；今天下班前告诉您原因，明天给您解决的日期。',
        '有抱怨時：謝謝您直接說。我先把問題複述一遍，看我理解得對不對；今天下班前告訴您原因，明天給您解決的日期。',
        'When they complain: Thank you for saying so. Let me repeat it to see whether I understood. You will have the cause by tonight and a date for the remedy tomorrow.',
      ),
    ],
    questions: [
      named(
        '和当初的目标比，现在做到了几成？',
        '和當初的目標比，現在做到了幾成？',
        'Compared with the goal, how far have we come?',
      ),
      named(
        '谁用得最多？谁还没开始用，为什么？',
        '誰用得最多？誰還沒開始用，為什麼？',
        'Who uses it most? Who does not yet, and why?',
      ),
      named(
        '如果重来一次，哪一步您希望我们做得不一样？',
        '如果重來一次，哪一步您希望我們做得不一樣？',
        'If we did it again, what should we do differently?',
      ),
      named(
        '明年贵公司在这方面还有什么打算？',
        '明年貴公司在這方面還有什麼打算？',
        'What are your plans in this field for next year?',
      ),
      named('您愿意把我们介绍给谁？', '您願意把我們介紹給誰？', 'To whom would you recommend us?'),
      named('还有哪个部门有同样的问题？', '還有哪個部門有同樣的問題？', 'Which other department has the same problem?'),
    ],
    materials: [
      { name: named('启动会议程范本', '啟動會議程範本', 'Kick-off agenda, sample'), address: null },
      { name: named('满意度问卷', '滿意度問卷', 'Satisfaction questionnaire'), address: null },
      { name: named('维护计划范本', '維護計畫範本', 'Care plan, sample'), address: null },
    ],
  },
}
