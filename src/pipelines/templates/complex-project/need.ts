import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, attached, known, people } from '../asks.ts'
import { named } from '../named.ts'

export const need: TemplateStage = {
  key: 'need',
  phase: 'qualify',
  name: named('确立需求', '確立需求', 'Need established'),
  customerLooks: named(
    '承认问题存在并说得出后果，愿意花时间配合调研，开始想要做成什么样。',
    '承認問題存在並說得出後果，願意花時間配合訪談，開始想要做成什麼樣。',
    'Admits the problem and can name its consequences, gives time for a survey, begins to picture the result.',
  ),
  probability: 0.12,
  expectedDays: 30,
  warningDays: 45,
  criticalDays: 60,
  entry: [
    people(1, { roles: ['decider', 'influencer'] }),
    anyOf(
      attached('requirements'),
      activities(1, 'start', { types: ['visit', 'meeting'], withPurpose: true, withFeedback: true, minCharacters: 50 }),
    ),
  ],
  exit: [known('value-case'), known('technical-fit'), known('decision-chain'), known('champion'), attached('proposal')],
  tasks: [
    {
      key: 'survey-plan',
      role: 'presales',
      dueDays: 3,
      name: named('制定调研计划', '擬定訪談計畫', 'Plan the survey'),
      standard: named(
        '列出要见的部门、岗位和问题，每场不超过一个半小时；计划先给对方牵头人看，请他通知各部门。',
        '列出要見的部門、職務和問題，每場不超過一個半小時；計畫先給對方主辦人看，請他通知各部門。',
        'Departments, posts and questions, at most ninety minutes each. Show the plan to their lead first and let him or her announce it.',
      ),
      expectedResult: named('双方认可的调研日程。', '雙方認可的訪談日程。', 'A survey schedule that both sides accept.'),
    },
    {
      key: 'department-survey',
      role: 'presales',
      dueDays: 10,
      name: named('分部门调研', '分部門訪談', 'Survey department by department'),
      standard: named(
        '业务、技术、财务、采购都要听到；每场当天整理，把互相矛盾的说法单列出来，不替他们统一。',
        '使用、技術、財務、採購各單位都要聽到；每場當天整理，把互相矛盾的說法單獨列出來，不替他們統一。',
        'Hear business, technology, finance and purchasing. Write up each the same day and list statements that contradict each other; do not reconcile them yourself.',
      ),
      expectedResult: named(
        '调研记录按部门归档，矛盾点清单一份。',
        '訪談記錄依部門歸檔，矛盾點清單一份。',
        'Notes by department and a list of contradictions.',
      ),
    },
    {
      key: 'decision-map',
      role: 'owner',
      dueDays: 12,
      name: named('梳理决策链', '釐清決策鏈', 'Work out the decision chain'),
      standard: named(
        '写出从提出到签字的每个角色：姓名、关心的事、对我们的态度、影响力、由我方谁来对应。',
        '寫出從提出到簽名的每個角色：姓名、在意的事、對我們的態度、影響力、由我方誰來對應。',
        'Every role from idea to signature: name, concern, attitude to us, influence, who on our side looks after them.',
      ),
      expectedResult: named(
        '联系人角色与态度齐全，空缺处有认识他的办法。',
        '聯絡人角色與態度齊全，空缺處有認識他的辦法。',
        'Roles and attitudes complete; for each gap a way to get to know the person.',
      ),
    },
    {
      key: 'needs-report',
      role: 'presales',
      dueDays: 14,
      name: named('需求报告与确认', '需求報告與確認', 'Report on needs, confirmed'),
      standard: named(
        '写明现状、问题、目标、范围、约束和优先次序，请各部门负责人书面回复；没有回复的当面确认。',
        '寫明現況、問題、目標、範圍、限制和優先次序，請各部門負責人書面回覆；沒有回覆的當面確認。',
        'State, problems, goals, scope, constraints, priorities; ask every head of department for a written answer, and in person where none comes.',
      ),
      expectedResult: named(
        '确认过的需求报告附在商机上。',
        '確認過的需求報告附在商機上。',
        'The confirmed report is attached to the deal.',
      ),
    },
    {
      key: 'find-champion',
      role: 'owner',
      dueDays: 15,
      name: named('培养内部支持者', '培養內部支持者', 'Win a champion'),
      standard: named(
        '找出项目做成后最得益的人，帮他把这件事讲给上级听；看他肯不肯做一件需要费力的事，以此检验。',
        '找出專案做成後最受益的人，幫他把這件事講給上級聽；看他肯不肯做一件需要費力的事，以此檢驗。',
        'Find who gains most from success and help them explain it upwards. Test it: will they do something that costs them effort?',
      ),
      expectedResult: named(
        '至少一位支持者，写明他已经替我们做过什么。',
        '至少一位支持者，寫明他已經替我們做過什麼。',
        'At least one supporter, and what they have already done for us.',
      ),
    },
    {
      key: 'value-estimate',
      role: 'presales',
      dueDays: 17,
      name: named('估算项目价值', '估算專案價值', 'Estimate the value'),
      standard: named(
        '和使用部门一起算：少花多少工时、少压多少库存、多接多少订单；每个数字由客户方提供并签名。',
        '和使用單位一起算：少花多少工時、少壓多少庫存、多接多少訂單；每個數字由客戶方提供並簽名。',
        'With the users: hours saved, stock released, orders gained. Each figure comes from the customer and carries a name.',
      ),
      expectedResult: named(
        '价值测算初稿，使用部门认可。',
        '價值估算初稿，使用單位認可。',
        'A first calculation the users accept.',
      ),
    },
    {
      key: 'proposal-and-visit',
      role: 'presales',
      dueDays: 20,
      name: named('方案初稿与样板参观', '方案初稿與標竿參訪', 'First proposal and a reference visit'),
      standard: named(
        '按需求报告出方案初稿，安排关键人参观一个相近的已完成项目，让他们和对方同岗位的人单独谈。',
        '依需求報告出方案初稿，安排關鍵人參觀一個相近的已完成專案，讓他們和對方同職務的人單獨談。',
        'Write a first proposal from the report and take key people to a finished project like theirs; let them talk to their peers alone.',
      ),
      expectedResult: named(
        '方案初稿附在商机上，参观人的反馈有记录。',
        '方案初稿附在商機上，參觀人的回饋有記錄。',
        'The proposal is attached; the visitors’ reactions are on record.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '调研动员：各位今天说得越具体，后面的方案就越不会给大家添麻烦。说到不顺手的地方，请给一个上周发生的例子。',
        '訪談動員：各位今天說得越具體，後面的方案就越不會給大家添麻煩。說到不順手的地方，請給一個上週發生的例子。',
        'Opening a survey: The more concrete you are today, the less trouble the result will give you. For whatever annoys you, please give an example from last week.',
      ),
      named(
        '遇到部门意见相反：两边说的我都记下了，我不评谁对。我会把这一条单独列给牵头人，由公司内部来定，免得方案做完再推倒。',
        '遇到部門意見相反：兩邊說的我都記下了，我不評誰對。我會把這一點單獨列給主辦人，由公司內部決定，免得方案做完再打掉重來。',
        'When departments disagree: I have noted both and will not judge. I shall put this point to your lead by itself, so that it is settled in the house before a proposal has to be torn up.',
      ),
      named(
        '争取支持者：这件事做成了，受益最大的是您的部门。您去汇报时，哪一页材料最能帮上忙？我今晚按您的口径准备好。',
        '爭取支持者：這件事做成了，受益最大的是您的部門。您向上報告時，哪一頁資料最能幫上忙？我今晚照您的說法準備好。',
        'Winning a champion: If this works, your department gains most. Which single page would help when you report upwards? I will have it ready tonight, in your words.',
      ),
    ],
    questions: [
      named(
        '这个问题每个月发生几次，每次谁来收拾？',
        '這個問題每個月發生幾次，每次誰來收拾？',
        'How often a month does this happen, and who clears up?',
      ),
      named(
        '做成什么样，您会觉得这个项目值了？',
        '做成什麼樣，您會覺得這個專案值了？',
        'What would have to be true for you to call it worth it?',
      ),
      named('哪些系统和制度不能动？', '哪些系統和制度不能動？', 'Which systems and rules must not be touched?'),
      named('各部门谁最积极，谁最担心？', '各部門誰最積極，誰最擔心？', 'Who in which department is keen, and who worries?'),
      named(
        '方案要过哪几个人的眼，他们各看什么？',
        '方案要過哪幾個人的眼，他們各看什麼？',
        'Who will read the proposal, and what does each look for?',
      ),
      named(
        '有没有外部顾问或设计院参与？',
        '有沒有外部顧問或設計單位參與？',
        'Is an outside adviser or design institute involved?',
      ),
    ],
    materials: [
      { name: named('分部门调研提纲', '分部門訪談大綱', 'Survey guide by department'), address: null },
      { name: named('需求报告范本', '需求報告範本', 'Report on needs, sample'), address: null },
      { name: named('样板项目参观安排表', '標竿專案參觀安排表', 'Reference visit plan'), address: null },
    ],
  },
}
