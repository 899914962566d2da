import type { TemplateStage } from '../../template.ts'
import { known, people } from '../asks.ts'
import { named } from '../named.ts'

export const lead: TemplateStage = {
  key: 'lead',
  phase: 'lead',
  name: named('线索', '線索', 'Lead'),
  customerLooks: named(
    '来问过一次，想知道有没有、多少钱、多久能到。',
    '來問過一次，想知道有沒有、多少錢、多久能到。',
    'Has asked once: is it available, what does it cost, how soon?',
  ),
  probability: 0.2,
  expectedDays: 3,
  warningDays: 5,
  criticalDays: 7,

  exit: [people(1, { reachable: true }), known('need')],
  tasks: [
    {
      key: 'answer-inquiry',
      role: 'owner',
      dueDays: 0,
      name: named('当天回复询问', '當天回覆詢問', 'Answer the same day'),
      standard: named(
        '收到询问两小时内回电，先问用在哪里、要多少、什么时候要，再报型号；没接通就留言并约好再打的时间。',
        '收到詢問兩小時內回電，先問用在哪裡、要多少、什麼時候要，再報型號；沒接通就留言並約好再打的時間。',
        'Call back within two hours. Ask where it is used, how much and by when before you name a model; leave a message and a time if nobody answers.',
      ),
      expectedResult: named(
        '一次有内容的通话，需求写进记录。',
        '一次有內容的通話，需求寫進記錄。',
        'One real conversation, its need on record.',
      ),
    },
    {
      key: 'recommend',
      role: 'owner',
      dueDays: 1,
      name: named('推荐合适的产品', '推薦合適的產品', 'Recommend what fits'),
      standard: named(
        '只推荐一个首选和一个备选，各用一句话说明为什么适合；库存和交期先查清再开口。',
        '只推薦一個首選和一個替代，各用一句話說明為什麼適合；庫存和交期先查清楚再開口。',
        'One first choice and one alternative, each with a sentence why. Check stock and delivery before you speak.',
      ),
      expectedResult: named(
        '客户知道选哪个、多少钱、哪天到。',
        '客戶知道選哪個、多少錢、哪天到。',
        'The customer knows which one, the price and the day.',
      ),
    },
    {
      key: 'qualify-lead',
      role: 'owner',
      dueDays: 2,
      name: named('判断能不能成', '判斷能不能成', 'Judge whether it can become a deal'),
      standard: named(
        '问清谁付款、谁决定、还问了几家；三天内不打算买的转为暂缓，定好唤醒日期。',
        '問清楚誰付款、誰決定、還問了幾家；三天內不打算買的轉為暫緩，定好喚醒日期。',
        'Who pays, who decides, who else was asked? If they will not buy within days, put it on hold with a date.',
      ),
      expectedResult: named(
        '商机继续、暂缓或终止，理由写明。',
        '商機繼續、暫緩或終止，理由寫明。',
        'On, on hold or ended, with the reason.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '回电开场：您刚才问的这款有现货。为了不推荐错，先问一句：是用在什么场合、大概多大用量？',
        '回電開場：您剛才問的這款有現貨。為了不推薦錯，先問一句：是用在什麼場合、大概多大用量？',
        'Calling back: The one you asked about is in stock. So that I do not recommend the wrong thing: where will you use it, and how much do you need?',
      ),
      named(
        '客户只问价：单价从多少到多少都有，差在配置和用量。您告诉我用在哪里，我一分钟内给您一个准数。',
        '客戶只問價：單價從多少到多少都有，差在規格和用量。您告訴我用在哪裡，我一分鐘內給您一個確切數字。',
        'Only the price: It ranges, depending on version and quantity. Tell me where it is used and you get an exact figure within a minute.',
      ),
      named(
        '留下联系方式：我把报价和实物图发给您，发到手机还是邮箱方便？以后货期有变动也能第一时间通知您。',
        '留下聯絡方式：我把報價和實物照片傳給您，傳到手機還是電子信箱方便？之後交期有變動也能馬上通知您。',
        'Getting a contact: I will send quote and pictures. Phone or e-mail? That way I can also tell you at once if delivery changes.',
      ),
    ],
    questions: [
      named(
        '用在什么地方，现在用的是哪一款？',
        '用在什麼地方，現在用的是哪一款？',
        'Where is it used, and what do you use today?',
      ),
      named('需要多少，什么时候要到货？', '需要多少，什麼時候要到貨？', 'How many, and by when?'),
      named('是您这边定，还是要问一下别人？', '是您這邊定，還是要問一下別人？', 'Do you decide, or must somebody be asked?'),
      named('还在比较哪几家？最看重哪一点？', '還在比較哪幾家？最看重哪一點？', 'Whom are you comparing, and what matters most?'),
      named('是一次性买，还是以后还会要？', '是只買這一次，還是以後還會要？', 'Is it a single purchase or will there be more?'),
    ],
    materials: [
      { name: named('产品速查表', '產品速查表', 'Product finder'), address: null },
      { name: named('常见用途与选型图', '常見用途與選型圖', 'Common uses and what to choose'), address: null },
    ],
  },
}
