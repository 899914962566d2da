import type { TemplateStage } from '../../template.ts'
import { attached, filled, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const approved: TemplateStage = {
  key: 'approved',
  phase: 'propose',
  name: named('项目立项', '專案立案', 'Project approved'),
  customerLooks: named(
    '项目和预算已批，正在编招标文件或邀请供应商，开始按程序办事。',
    '專案和預算已核准，正在編招標文件或邀請廠商，一切開始照程序走。',
    'Project and budget are approved; tender papers are written or suppliers invited; everything goes by procedure now.',
  ),
  probability: 0.35,
  expectedDays: 45,
  warningDays: 60,
  criticalDays: 90,
  entry: [people(2, { roles: ['decider', 'influencer'] }), filled('expectedCloseOn')],
  exit: [known('qualification'), known('competition'), known('price-position'), attached('bid')],
  tasks: [
    {
      key: 'bid-decision',
      role: 'supervisor',
      dueDays: 2,
      name: named('投标决策会', '投標決策會', 'Decide whether to bid'),
      standard: named(
        '看资格是否满足、评分能拿多少、对手是谁、成本和人手是否够；不投也要当天告诉客户并说明理由。',
        '看資格是否符合、評分能拿多少、對手是誰、成本和人手夠不夠；不投也要當天告訴客戶並說明理由。',
        'Do we qualify, what would we score, against whom, can we afford cost and people? If not, tell the customer the same day and say why.',
      ),
      expectedResult: named(
        '投或不投的决定，附得分预估。',
        '投或不投的決定，附得分預估。',
        'A decision with the expected score.',
      ),
    },
    {
      key: 'prequalification',
      role: 'owner',
      dueDays: 6,
      name: named('资格预审与报名', '資格審查與領標', 'Prequalify and register'),
      standard: named(
        '逐条核对资质、业绩、人员、财务要求，缺的当天补办；报名和购买招标文件留好收据。',
        '逐條核對資格、實績、人員、財務要求，缺的當天補辦；領標和購買招標文件的收據要留好。',
        'Check every demand on licences, references, people and accounts; start on gaps the same day. Keep receipts for registration and papers.',
      ),
      expectedResult: named(
        '报名成功，招标文件到手。',
        '領標完成，招標文件到手。',
        'Registered, and the tender papers are in hand.',
      ),
    },
    {
      key: 'read-tender',
      role: 'presales',
      dueDays: 8,
      name: named('解读招标文件', '研讀招標文件', 'Read the tender closely'),
      standard: named(
        '两个人分头通读后对表：废标条款、评分细则、实质性响应项、时间和递交要求，一条不漏列成清单。',
        '兩個人分頭讀完再互相核對：無效標條款、評分細則、必須符合的項目、時間和遞件要求，一條不漏列成清單。',
        'Two people read it separately and compare: grounds for exclusion, scoring, mandatory points, dates, form of submission, every one on a list.',
      ),
      expectedResult: named(
        '响应清单，每条有负责人和截止日。',
        '符合性清單，每條有負責人和截止日。',
        'A compliance list with a person and a date per line.',
      ),
    },
    {
      key: 'clarify-tender',
      role: 'owner',
      dueDays: 10,
      name: named('提出澄清问题', '提出釋疑', 'Ask for clarification'),
      standard: named(
        '把含糊或对我方不利的条款整理成中性的问题，在规定时间内书面提交；现场踏勘必须到人。',
        '把含糊或對我方不利的條款整理成中性的問題，在規定時間內書面提出；現場勘查一定要派人到。',
        'Put unclear or unfavourable clauses as neutral questions, in writing and in time; attend the site inspection.',
      ),
      expectedResult: named(
        '澄清答复归档，响应清单同步更新。',
        '釋疑回覆歸檔，符合性清單同步更新。',
        'Answers filed and the list updated.',
      ),
    },
    {
      key: 'write-technical-bid',
      role: 'presales',
      dueDays: 18,
      name: named('编写技术标', '撰寫服務建議書', 'Write the technical bid'),
      standard: named(
        '按评分细则的顺序编写，每个得分点有标题、有承诺、有证明材料页码；图表用本项目的数据。',
        '依評分細則的順序撰寫，每個得分點有標題、有承諾、有證明文件頁碼；圖表用本案的數據。',
        'Follow the order of the scoring; every point has a heading, a commitment and the page of its proof. Figures come from this project.',
      ),
      expectedResult: named(
        '技术标初稿，逐项自评分数。',
        '服務建議書初稿，逐項自評分數。',
        'A first version with our own score per point.',
      ),
    },
    {
      key: 'write-commercial-bid',
      role: 'finance',
      dueDays: 18,
      name: named('编写商务标与报价', '撰寫價格標與報價', 'Write the commercial bid and price'),
      standard: named(
        '核算成本、税费和风险余量，按得分公式模拟三档报价；保证金、授权书、资质原件同步准备。',
        '核算成本、稅費和風險餘裕，依得分公式試算三種報價；押標金、授權書、資格文件正本同步準備。',
        'Cost, tax and risk; try three prices in the scoring formula. Prepare bid bond, authority and original certificates alongside.',
      ),
      expectedResult: named(
        '商务标和三档报价测算，只限指定人员查看。',
        '價格標和三種報價試算，只限指定人員查看。',
        'Commercial bid and three prices, seen only by those named.',
      ),
    },
    {
      key: 'bid-review',
      role: 'supervisor',
      dueDays: 22,
      name: named('标书评审', '投標文件審查', 'Review the bid'),
      standard: named(
        '没参与编写的人照响应清单逐条核对，重点查废标项、签字盖章、金额大小写、日期和页码。',
        '請沒參與撰寫的人照符合性清單逐條核對，重點看無效標事項、簽名用印、金額大小寫、日期和頁碼。',
        'Somebody who did not write it checks it against the list: exclusion grounds, signatures and seals, sums in words and figures, dates, pages.',
      ),
      expectedResult: named(
        '评审意见全部关闭，最终报价由主管确定。',
        '審查意見全部處理完畢，最終報價由主管決定。',
        'All remarks closed; the supervisor has set the final price.',
      ),
    },
    {
      key: 'submit-bid',
      role: 'owner',
      dueDays: 25,
      name: named('封装递交投标文件', '彌封並遞送投標文件', 'Seal and submit'),
      standard: named(
        '提前一天封装，正副本、电子版、密封条按要求核对并拍照；至少提前两小时到场或上传，保留回执。',
        '提前一天彌封，正副本、電子檔、封條依規定核對並拍照；至少提前兩小時送達或上傳，保留收件憑據。',
        'Pack a day early; check originals, copies, files and seals and take photographs. Arrive or upload two hours early and keep the receipt.',
      ),
      expectedResult: named(
        '投标文件附在商机上，递交回执存档。',
        '投標文件附在商機上，收件憑據存檔。',
        'The bid is attached and the receipt filed.',
      ),
    },
    {
      key: 'confirm-shortlist',
      role: 'owner',
      dueDays: 28,
      name: named('参加开标并确认入围', '參加開標並確認入圍', 'Attend the opening and confirm the shortlist'),
      standard: named(
        '到场记录各家报价、工期和得分公式的结果；入围名单以书面或公告为准，不凭口头消息。',
        '到場記下各家報價、工期和得分公式的結果；入圍名單以書面或公告為準，不憑口頭消息。',
        'Note every bidder’s price and dates and what the formula makes of them. Only a written or published shortlist counts, not hearsay.',
      ),
      expectedResult: named(
        '开标记录和入围通知存档。',
        '開標記錄和入圍通知存檔。',
        'Opening record and shortlist notice are filed.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '联系招标代理：我们已按要求提交三条澄清问题。请问统一答复什么时候发？踏勘当天我们来两位，名单下午报给您。',
        '聯絡代辦單位：我們已依規定提出三題釋疑。請問統一回覆什麼時候公布？勘查當天我們來兩位，名單下午給您。',
        'To the tender agent: We have submitted three questions as required. When will the answers be published? Two of us will attend the inspection; you get the names this afternoon.',
      ),
      named(
        '程序期内与客户沟通：现在进入程序，我们按规矩来，不打听评审的事。您若对我们公开提交的材料有疑问，请通过代理转来，我们当天答复。',
        '招標期間與客戶溝通：現在進入程序，我們照規矩來，不打聽評選的事。您若對我們遞交的文件有疑問，請透過代辦單位轉來，我們當天回覆。',
        'Talking during the procedure: We keep to the rules now and ask nothing about the evaluation. Should our papers raise a question, please send it through the agent and we answer the same day.',
      ),
      named(
        '内部动员：这份标不比谁写得厚，比谁让评委最快找到得分点。每人负责的那几条，请先写评委会问什么，再写答案。',
        '內部動員：這份標不是比誰寫得厚，是比誰讓評選委員最快找到得分點。每人負責的那幾條，請先寫委員會問什麼，再寫答案。',
        'To our own team: It is not the thickest bid that wins but the one where evaluators find the points fastest. For your lines, write down first what they will ask, then the answer.',
      ),
    ],
    questions: [
      named('招标文件里哪些条款是必须满足的？', '招標文件裡哪些條款是一定要符合的？', 'Which clauses are mandatory?'),
      named('评审委员会由哪几方面的人组成？', '評選委員會由哪些領域的人組成？', 'From which fields does the committee come?'),
      named(
        '有没有最高限价，预算是否公开？',
        '有沒有價格上限，預算是否公開？',
        'Is there a price ceiling, and is the budget public?',
      ),
      named(
        '踏勘和答疑安排在哪天，谁主持？',
        '勘查和釋疑安排在哪天，誰主持？',
        'When are inspection and questions, and who leads them?',
      ),
      named('除了我们，谁来买了招标文件？', '除了我們，還有誰領了招標文件？', 'Who else has taken the papers?'),
      named('开标到定标一般要多久？', '開標到決標一般要多久？', 'How long from opening to award, usually?'),
    ],
    materials: [
      { name: named('投标决策评分表', '投標決策評分表', 'Bid decision sheet'), address: null },
      { name: named('投标响应清单', '投標符合性清單', 'Compliance list'), address: null },
      { name: named('封标核对表', '封標檢查表', 'Sealing checklist'), address: null },
    ],
  },
}
