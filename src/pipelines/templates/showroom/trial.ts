import type { TemplateStage } from '../../template.ts'
import { activities, known } from '../asks.ts'
import { named } from '../named.ts'

export const trial: TemplateStage = {
  key: 'trial',
  phase: 'propose',
  name: named('试用', '試用', 'Trial'),
  customerLooks: named(
    '愿意花时间亲手用一次，带着自己的标准来看合不合适。',
    '願意花時間親手用一次，帶著自己的標準來看合不合適。',
    'Takes the time to use it and judges it by their own standard.',
  ),
  probability: 0.28,
  expectedDays: 7,
  warningDays: 10,
  criticalDays: 14,

  exit: [known('budget'), known('rivals'), activities(1, 'start', { types: ['trial', 'demo'], withFeedback: true })],
  tasks: [
    {
      key: 'prepare-trial',
      role: 'presales',
      dueDays: 1,
      name: named('准备试用', '準備試用', 'Prepare the trial'),
      standard: named(
        '按客户的用法调好样机，备好耗材和安全说明；提前一天提醒时间、地点和要带的东西。',
        '依客戶的用法調好展示機，備好耗材和安全說明；提前一天提醒時間、地點和要帶的東西。',
        'Set the sample up for their use, with supplies and safety notes; remind them a day ahead of time, place and what to bring.',
      ),
      expectedResult: named(
        '样机就绪，客户确认到场。',
        '展示機就緒，客戶確認到場。',
        'The sample is ready and the customer confirmed.',
      ),
    },
    {
      key: 'run-trial',
      role: 'owner',
      dueDays: 3,
      name: named('陪同试用', '陪同試用', 'Go through it together'),
      standard: named(
        '先问今天想验证哪两件事，让客户自己操作，旁边少说话；不顺手的地方当场调。',
        '先問今天想驗證哪兩件事，讓客戶自己操作，旁邊少說話；不順手的地方當場調。',
        'Ask which two things they want to check; let them work and say little. Adjust on the spot what does not go well.',
      ),
      expectedResult: named(
        '试用记录写明验证结果和客户原话。',
        '試用記錄寫明驗證結果和客戶原話。',
        'A record of the result in the customer’s own words.',
      ),
    },
    {
      key: 'trial-feedback',
      role: 'owner',
      dueDays: 5,
      name: named('收集试用反馈', '收集試用回饋', 'Collect the verdict'),
      standard: named(
        '试用后当天请客户打分并说理由，低于预期的两天内给改法；趁满意问预算和对比的品牌。',
        '試用後當天請客戶評分並說理由，低於預期的兩天內給改法；趁滿意問預算和比較的品牌。',
        'The same day ask for a score and the reason; for anything below expectation offer a remedy within two days. Ask about budget and rivals while they are pleased.',
      ),
      expectedResult: named(
        '要素「预算」「在比的品牌」已记录。',
        '要素「預算」「在比的品牌」已記錄。',
        'The elements “Budget” and “Brands compared” are noted.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '试用开场：今天请您当考官。您先说两件最想验证的事，做得到做不到，您自己看。',
        '試用開場：今天請您當考官。您先說兩件最想驗證的事，做得到做不到，您自己看。',
        'Opening: Today you are the examiner. Name two things you want to check, and see for yourself.',
      ),
      named(
        '试用中遇到问题：这个地方您觉得别扭，是位置不对还是力度不对？我调一下您再试，不行就是真不适合，我会直说。',
        '試用中遇到問題：這個地方您覺得不順，是位置不對還是力道不對？我調一下您再試，不行就是真的不適合，我會直說。',
        'When something is awkward: Is it the position or the force? Let me adjust it and try again. If it still does not suit, I will say so.',
      ),
      named(
        '试用收尾：满分十分您给几分？差的那几分，是产品的事还是我的事？',
        '試用收尾：滿分十分您給幾分？差的那幾分，是產品的事還是我的事？',
        'Ending: Out of ten, what would you give? Are the missing points about the product or about me?',
      ),
    ],
    questions: [
      named('试下来和您想的一样吗？', '試下來和您想的一樣嗎？', 'Was it as you expected?'),
      named('哪一点最满意，哪一点还差一些？', '哪一點最滿意，哪一點還差一些？', 'What was best, and what falls short?'),
      named('和您看过的其他品牌比呢？', '和您看過的其他品牌比呢？', 'How does it compare with the others you saw?'),
      named('这个价位和您的预算合得上吗？', '這個價位和您的預算合得上嗎？', 'Does the price fit your budget?'),
      named('如果价格谈妥，还有别的顾虑吗？', '如果價格談妥，還有別的顧慮嗎？', 'If the price is right, is there anything else?'),
    ],
    materials: [
      { name: named('试用评价表', '試用評價表', 'Trial sheet'), address: null },
      { name: named('样机操作与安全说明', '展示機操作與安全說明', 'Operating and safety notes'), address: null },
    ],
  },
}
