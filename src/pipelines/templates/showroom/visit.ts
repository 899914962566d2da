import type { TemplateStage } from '../../template.ts'
import { activities, known } from '../asks.ts'
import { named } from '../named.ts'

export const visit: TemplateStage = {
  key: 'visit',
  phase: 'lead',
  name: named('到店', '來店', 'Visit'),
  customerLooks: named(
    '走进展厅或打电话来问，随意看看，还没说自己是谁。',
    '走進展間或打電話來問，隨意看看，還沒說自己是誰。',
    'Walks in or calls, looks around, has not said who they are.',
  ),
  probability: 0.08,
  expectedDays: 1,
  warningDays: 2,
  criticalDays: 3,

  exit: [known('need'), activities(1, 'start', { types: ['reception', 'visit', 'call', 'message'] })],
  tasks: [
    {
      key: 'greet',
      role: 'owner',
      dueDays: 0,
      name: named('迎接与接待记录', '迎接與接待記錄', 'Greet and note it down'),
      standard: named(
        '一分钟内有人招呼，先给客户看的空间，再在他停下来的展品旁开口；离店当天补全接待记录。',
        '一分鐘內有人招呼，先給客戶看的空間，再在他停下來的展品旁開口；離店當天補全接待記錄。',
        'Somebody greets within a minute. Let them look; speak when they stop at something. Complete the record the same day.',
      ),
      expectedResult: named(
        '接待记录写明几个人来、看了什么、待了多久。',
        '接待記錄寫明幾個人來、看了什麼、待了多久。',
        'A record of how many came, what they looked at and for how long.',
      ),
    },
    {
      key: 'ask-purpose',
      role: 'owner',
      dueDays: 0,
      name: named('问清来意', '問清楚來意', 'Ask what brings them'),
      standard: named(
        '问用在哪里、给谁用、为什么想换，不急着介绍型号。',
        '問用在哪裡、給誰用、為什麼想換，不急著介紹型號。',
        'Where and by whom will it be used, why change? No models yet.',
      ),
      expectedResult: named('要素「需求与用途」已记录。', '要素「需求與用途」已記錄。', 'The element “Need and use” is noted.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '迎接：欢迎，您先随便看。这一区可以动手试，想知道哪件的差别，叫我一声就好。',
        '迎接：歡迎，您先隨意看。這一區可以動手試，想知道哪件的差別，叫我一聲就好。',
        'Greeting: Welcome, do look around. In this corner you can try everything; call me when you want to know how two of them differ.',
      ),
      named(
        '停在展品前：您在看这一款，它和旁边那款外形像，用起来差别在这里，您按一下试试。您是打算放在哪里用？',
        '停在展品前：您在看這一款，它和旁邊那款外形像，用起來差別在這裡，您按一下試試。您是打算放在哪裡用？',
        'When they stop: This one and its neighbour look alike; the difference is here, try it. Where would you use it?',
      ),
      named(
        '客户说「随便看看」：好的。多数客人第一次来是想弄清价位，我先说一个大概范围，您心里有数，看起来也轻松。',
        '客戶說「隨便看看」：好的。多數客人第一次來是想弄清楚價位，我先說一個大概範圍，您心裡有數，看起來也輕鬆。',
        '“Just looking”: Of course. Most people want a feel for prices first; here is the rough range, so that you can look at ease.',
      ),
    ],
    questions: [
      named('今天是专程过来，还是路过看看？', '今天是特地過來，還是路過看看？', 'Did you come on purpose or were you passing?'),
      named('主要用在哪里，给谁用？', '主要用在哪裡，給誰用？', 'Where will it be used, and by whom?'),
      named('现在用的是什么，用了多久？', '現在用的是什麼，用了多久？', 'What do you use now, and for how long?'),
      named('来之前在网上或别处看过哪几款？', '來之前在網路上或別處看過哪幾款？', 'Which ones did you see online or elsewhere?'),
      named('您是怎么知道我们这里的？', '您是怎麼知道我們這裡的？', 'How did you hear of us?'),
    ],
    materials: [
      { name: named('展厅导览图', '展間導覽圖', 'Showroom guide'), address: null },
      { name: named('价位一览', '價位一覽', 'Price ranges at a glance'), address: null },
    ],
  },
}
