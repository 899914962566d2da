import type { TemplateStage } from '../../template.ts'
import { activities, filled, known } from '../asks.ts'
import { named } from '../named.ts'

export const followUp: TemplateStage = {
  key: 'follow-up',
  phase: 'qualify',
  name: named('持续跟进', '持續追蹤', 'Follow-up'),
  customerLooks: named(
    '回去考虑，和家人、同事商量，也在看别家。',
    '回去考慮，和家人、同事商量，也在看別家。',
    'Has gone home to think, talks to family or colleagues, looks elsewhere too.',
  ),
  probability: 0.18,
  expectedDays: 10,
  warningDays: 14,
  criticalDays: 21,
  entry: [filled('nextStep'), filled('nextStepOn')],
  exit: [known('doubts'), known('decision'), known('timing'), activities(1, 'stage-entry', { withFeedback: true })],
  tasks: [
    {
      key: 'next-day-call',
      role: 'owner',
      dueDays: 1,
      name: named('次日回访', '隔日回訪', 'Call the next day'),
      standard: named(
        '第二天打电话，先兑现答应过的事，再问一个还没弄清的问题；不问「考虑得怎么样了」。',
        '第二天打電話，先兌現答應過的事，再問一個還沒弄清楚的問題；不問「考慮得怎麼樣了」。',
        'Keep the promise made, then ask one open question. Not “have you made up your mind?”.',
      ),
      expectedResult: named(
        '回访记录含客户反馈和下一步日期。',
        '回訪記錄含客戶回饋和下一步日期。',
        'A record with reaction and next date.',
      ),
    },
    {
      key: 'clear-doubts',
      role: 'owner',
      dueDays: 4,
      name: named('化解顾虑', '化解顧慮', 'Deal with doubts'),
      standard: named(
        '把顾虑分成价格、质量、售后、家人或同事的意见，各给一个证据：实例、检测、条款或请他们一起来。',
        '把顧慮分成價格、品質、售後服務、家人或同事的意見，各給一個證據：案例、檢驗、條款或請他們一起來。',
        'Sort them: price, quality, service, other people’s opinion. Give proof for each: a case, a test, a clause, or an invitation to come together.',
      ),
      expectedResult: named(
        '要素「顾虑」写明每条及其答复。',
        '要素「顧慮」寫明每條及其回覆。',
        'The element “Doubts” lists each with its answer.',
      ),
    },
    {
      key: 'invite-back',
      role: 'owner',
      dueDays: 6,
      name: named('邀请再来试用', '邀請再來試用', 'Invite them back for a trial'),
      standard: named(
        '用新的理由邀约：新到样机、试用名额、专人讲解；请做决定的人一起来。',
        '用新的理由邀約：新到展示機、試用名額、專人講解；請做決定的人一起來。',
        'Give a new reason: a new sample, a trial place, an expert. Ask them to bring whoever decides.',
      ),
      expectedResult: named('约定试用日期和来的人。', '約定試用日期和來的人。', 'Day and people for the trial are agreed.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '次日回访：昨天答应您的对比表刚发过去，第二页是您问的能耗。您爱人或同事看了以后，最可能问哪一条？',
        '隔日回訪：昨天答應您的比較表剛傳過去，第二頁是您問的耗電量。您的另一半或同事看了以後，最可能問哪一點？',
        'Next day: The comparison I promised is on its way; page two has the consumption you asked about. What will your partner or colleague ask first?',
      ),
      named(
        '客户说「再考虑」：应该的。您考虑的主要是合不合用，还是值不值这个价？我把对应的资料给您，省得您自己找。',
        '客戶說「再考慮」：應該的。您考慮的主要是合不合用，還是值不值這個價？我把對應的資料給您，省得您自己找。',
        '“Let me think”: Of course. Is it whether it suits or whether it is worth the price? I will send what helps with that.',
      ),
      named(
        '邀请试用：样机周六有两个空档，您带常用的东西来试一个小时，合不合适当场就知道。上午还是下午？',
        '邀請試用：展示機週六有兩個空檔，您帶常用的東西來試一個小時，合不合適當場就知道。上午還是下午？',
        'Inviting: The sample is free twice on Saturday. Bring what you normally use and try it for an hour; you will know at once. Morning or afternoon?',
      ),
    ],
    questions: [
      named(
        '和谁商量？他们最关心什么？',
        '和誰商量？他們最在意什麼？',
        'Whom do you discuss it with, and what do they care about?',
      ),
      named('还在看哪几家，觉得怎么样？', '還在看哪幾家，覺得怎麼樣？', 'Where else do you look, and how do you find them?'),
      named('最后由谁来定？', '最後由誰來定？', 'Who decides in the end?'),
      named(
        '希望什么时候用上，为什么是那时候？',
        '希望什麼時候用上，為什麼是那時候？',
        'By when would you like it, and why then?',
      ),
      named('还差什么信息您就能决定？', '還差什麼資訊您就能決定？', 'Which piece of information is missing for a decision?'),
    ],
    materials: [
      { name: named('顾虑与答复手册', '顧慮與回覆手冊', 'Doubts and answers'), address: null },
      { name: named('客户使用实例', '客戶使用案例', 'Customers’ experience'), address: null },
    ],
  },
}
