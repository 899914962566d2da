import type { TemplateStage } from '../../template.ts'
import { activities, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const chance: TemplateStage = {
  key: 'chance',
  phase: 'lead',
  name: named('发现机会', '發現機會', 'Chance found'),
  customerLooks: named(
    '有了联系，感觉到可能要做点什么，但还没有说清要做什么、什么时候做。',
    '有了聯絡，感覺到可能要做點什麼，但還沒有說清楚要做什麼、什麼時候做。',
    'Contact is made; something may have to be done, but what and when is not yet clear.',
  ),
  probability: 0.05,
  expectedDays: 30,
  warningDays: 45,
  criticalDays: 60,
  entry: [people(1, { reachable: true })],
  exit: [known('demand'), known('timing'), activities(1, 'start', { withPurpose: true, withFeedback: true })],
  tasks: [
    {
      key: 'first-contact',
      role: 'owner',
      dueDays: 2,
      name: named('建立首次联系', '建立首次聯絡', 'Make first contact'),
      standard: named(
        '先找使用部门或信息部门里说得上话的人，说明来意和为什么想到他们；第一次只求听，不推产品。',
        '先找使用單位或資訊部門裡說得上話的人，說明來意和為什麼想到他們；第一次只求聽，不推產品。',
        'Approach somebody with a voice in the using or the IT department; say why you thought of them. Listen the first time, sell nothing.',
      ),
      expectedResult: named(
        '首次联系记录：对方是谁、关心什么、愿不愿意再谈。',
        '首次聯絡記錄：對方是誰、在意什麼、願不願意再談。',
        'A record of who it was, what they care about and whether they will talk again.',
      ),
    },
    {
      key: 'public-signals',
      role: 'marketing',
      dueDays: 3,
      name: named('收集公开信号', '蒐集公開訊號', 'Collect public signals'),
      standard: named(
        '查年度计划、预算公开、招标预告、扩产和人事变动，标出可能带来项目的三条并注明出处。',
        '查年度計畫、公開預算、招標預告、擴廠和人事異動，標出可能帶來專案的三則並註明出處。',
        'Annual plans, published budgets, tender notices, expansions, changes of staff: mark three that may lead to a project, with sources.',
      ),
      expectedResult: named(
        '信号清单附在商机上，出处可以点开。',
        '訊號清單附在商機上，出處可以點開。',
        'A list of signals with sources that can be opened.',
      ),
    },
    {
      key: 'customer-map',
      role: 'owner',
      dueDays: 5,
      name: named('画出组织关系', '畫出組織關係', 'Map the organisation'),
      standard: named(
        '弄清集团、分公司和部门的关系，谁管业务、谁管技术、谁管采购、谁管钱；不清楚的地方标问号。',
        '弄清楚集團、分公司和部門的關係，誰管營運、誰管技術、誰管採購、誰管錢；不清楚的地方標問號。',
        'How group, branches and departments relate; who runs business, technology, purchasing and money. Put a question mark where you do not know.',
      ),
      expectedResult: named(
        '组织图一张，每个方框有姓名或问号。',
        '組織圖一張，每個方框有姓名或問號。',
        'A chart in which every box has a name or a question mark.',
      ),
    },
    {
      key: 'first-need-talk',
      role: 'owner',
      dueDays: 10,
      name: named('初步需求沟通', '初步需求溝通', 'First talk about needs'),
      standard: named(
        '和至少一位业务部门的人面谈，问清现状、不满和已经试过的办法；记原话，不急着下结论。',
        '和至少一位使用單位的人面談，問清楚現況、不滿和已經試過的辦法；記原話，不急著下結論。',
        'Meet at least one person from the business side: present state, dissatisfaction, what was tried. Note their words and do not conclude yet.',
      ),
      expectedResult: named(
        '要素「需求与痛点」「时间节点」各有一条记录。',
        '要素「需求與痛點」「時間節點」各有一條記錄。',
        'One entry each for “Need and pain” and “Timing”.',
      ),
    },
    {
      key: 'fit-check',
      role: 'presales',
      dueDays: 12,
      name: named('初判技术匹配', '初判技術符合度', 'First look at technical fit'),
      standard: named(
        '对照初步需求列出能做、要改、做不了三栏；做不了的写明替代办法或建议放弃。',
        '對照初步需求列出能做、要改、做不了三欄；做不了的寫明替代辦法或建議放棄。',
        'Three columns against the first needs: can do, must adapt, cannot. For the last, an alternative or the advice to leave it.',
      ),
      expectedResult: named(
        '匹配初判一页，售前和销售意见一致。',
        '符合度初判一頁，售前和業務意見一致。',
        'A one-page judgement on which presales and rep agree.',
      ),
    },
    {
      key: 'pursue-decision',
      role: 'supervisor',
      dueDays: 15,
      name: named('决定是否投入', '決定是否投入', 'Decide whether to pursue'),
      standard: named(
        '主管按四问判断：有没有真需求、有没有钱、我们能不能赢、赢了值不值；两个以上答不出的先暂缓。',
        '主管依四個問題判斷：有沒有真需求、有沒有錢、我們能不能贏、贏了值不值；兩個以上答不出的先暫緩。',
        'Four questions: is the need real, is there money, can we win, is it worth winning? With two or more unanswered, put it on hold.',
      ),
      expectedResult: named(
        '投入、暂缓或终止的决定和理由。',
        '投入、暫緩或終止的決定和理由。',
        'A decision to invest, wait or stop, with the reasons.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '第一次拜访：我们刚在同行那里做完一个类似的项目，踩过几个坑。今天不谈产品，想听听贵公司这块怎么做，顺便把那几个坑讲给您听。',
        '第一次拜訪：我們剛在同業那裡做完一個類似的專案，吃過幾次虧。今天不談產品，想聽聽貴公司這方面怎麼做，順便把那幾次經驗說給您聽。',
        'First visit: We have just finished a similar project in your trade and made a few mistakes. No products today; I would like to hear how you do it, and tell you about those mistakes.',
      ),
      named(
        '对方说「还早」：早才好谈。预算和指标一旦定了，能调整的就少了。我只请教两个问题，您觉得没用，我们就到此为止。',
        '對方說「還早」：早才好談。預算和規格一旦定了，能調整的就少了。我只請教兩個問題，您覺得沒用，我們就到此為止。',
        '“It is too early”: Early is when talking helps; once budget and figures are fixed little can be changed. Two questions only, and if they are of no use to you we stop there.',
      ),
      named(
        '请对方引荐：这件事业务部门的感受最要紧。您看我该先请教哪一位？您方便打个招呼，还是我说是您建议我来的？',
        '請對方引薦：這件事使用單位的感受最要緊。您看我該先請教哪一位？您方便打個招呼，還是我說是您建議我來的？',
        'Asking for an introduction: The business side feels this most. Whom should I ask first? Would you tell them, or may I say you suggested it?',
      ),
    ],
    questions: [
      named(
        '今年部门最大的任务是什么？哪件最没把握？',
        '今年部門最大的任務是什麼？哪件最沒把握？',
        'What is your department’s biggest task this year, and which are you least sure of?',
      ),
      named(
        '这件事以前提过吗？当时为什么没做？',
        '這件事以前提過嗎？當時為什麼沒做？',
        'Was this ever proposed? Why was it not done?',
      ),
      named('是谁最先提出要解决的？', '是誰最先提出要解決的？', 'Who first said it should be solved?'),
      named(
        '类似的项目过去由谁牵头，走了多久？',
        '類似的專案過去由誰主導，走了多久？',
        'Who led similar projects, and how long did they take?',
      ),
      named(
        '哪些事情会让它提前，哪些会让它推后？',
        '哪些事情會讓它提前，哪些會讓它延後？',
        'What would bring it forward, and what would delay it?',
      ),
    ],
    materials: [
      { name: named('行业做法简报', '產業做法簡報', 'Briefing on practice in the industry'), address: null },
      { name: named('组织关系图范本', '組織關係圖範本', 'Organisation map, sample'), address: null },
    ],
  },
}
