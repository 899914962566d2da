import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, attached, confirmed, done, filled, known } from '../asks.ts'
import { named } from '../named.ts'

export const solution: TemplateStage = {
  key: 'solution',
  phase: 'propose',
  name: named('方案制定', '方案規劃', 'Solution'),
  customerLooks: named(
    '需求细节已经确认，同意接收方案；开始拿方案在内部讨论、和别家比较。',
    '需求細節已經確認，同意接收方案；開始拿方案在內部討論、和別家比較。',
    'Has confirmed the details and agreed to receive a proposal; discusses it inside and compares it with others.',
  ),
  probability: 0.4,
  expectedDays: 20,
  warningDays: 30,
  criticalDays: 45,
  entry: [
    anyOf(done('confirm-requirements'), attached('requirements')),
    anyOf(
      done('agree-proposal'),
      activities(1, 'stage-entry', {
        types: ['visit', 'meeting'],
        roles: ['decider', 'influencer'],
        withPurpose: true,
        withFeedback: true,
      }),
    ),
    filled('amountMinor'),
  ],
  exit: [
    attached('proposal'),
    confirmed('value-fit'),
    known('approval'),
    known('decider-access'),
    known('champion'),
    known('competition'),
  ],
  tasks: [
    {
      key: 'win-plan',
      role: 'supervisor',
      dueDays: 2,
      name: named('赢单策略会', '贏單策略會議', 'Plan how to win'),
      standard: named(
        '销售、售前和主管一起过一遍：客户为什么要买、为什么选我们、谁会反对、最可能输给谁；定出三个必须做到的动作。',
        '業務、售前和主管一起過一遍：客戶為什麼要買、為什麼選我們、誰會反對、最可能輸給誰；定出三個必須做到的動作。',
        'Rep, presales and supervisor go through it: why buy, why us, who will object, whom we would lose to. Settle three things that must happen.',
      ),
      expectedResult: named(
        '三个动作各有负责人和日期，记在商机的下一步里。',
        '三個動作各有負責人和日期，記在商機的下一步裡。',
        'Three actions with owner and date, noted as next steps of the deal.',
      ),
    },
    {
      key: 'draft-proposal',
      role: 'presales',
      dueDays: 6,
      name: named('编写方案', '撰寫方案', 'Write the proposal'),
      standard: named(
        '第一页用客户的话写问题和目标，每项功能都对应一条已确认的需求；没有对应需求的内容不写。',
        '第一頁用客戶的話寫問題和目標，每項功能都對應一條已確認的需求；沒有對應需求的內容不寫。',
        'Page one states problem and goals in the customer’s words; every function answers a confirmed need. What answers none stays out.',
      ),
      expectedResult: named(
        '方案初稿，需求与做法逐条对照。',
        '方案初稿，需求與做法逐條對照。',
        'A first version that sets needs and answers side by side.',
      ),
    },
    {
      key: 'value-case',
      role: 'presales',
      dueDays: 7,
      name: named('测算投入产出', '估算成本效益', 'Work out cost and benefit'),
      standard: named(
        '用客户认可的数字算一年的收益、总投入和回本时间，保守、中性、乐观各一档，假设写在表上。',
        '用客戶認可的數字算一年的效益、總投入和回本時間，保守、中性、樂觀各一檔，假設寫在表上。',
        'With figures the customer accepts: yearly benefit, total cost, time to pay back, in three cases from cautious to hopeful, assumptions stated.',
      ),
      expectedResult: named(
        '一张投入产出表，财务看得懂、敢转发。',
        '一張成本效益表，財務看得懂、敢轉寄。',
        'A one-page calculation that their finance people understand and would pass on.',
      ),
    },
    {
      key: 'rehearse-with-champion',
      role: 'owner',
      dueDays: 9,
      name: named('先给支持者看', '先給支持者看', 'Show it to the champion first'),
      standard: named(
        '正式汇报前请内部支持者看一遍，问哪一句会被挑战、谁会问什么，照他的提醒修改。',
        '正式簡報前請內部支持者看一遍，問哪一句會被挑戰、誰會問什麼，照他的提醒修改。',
        'Before the meeting let the champion read it: which sentence will be challenged, who will ask what? Change it accordingly.',
      ),
      expectedResult: named(
        '修改后的方案，附支持者提出的意见。',
        '修改後的方案，附支持者提出的意見。',
        'The revised proposal with the champion’s remarks.',
      ),
    },
    {
      key: 'present-proposal',
      role: 'owner',
      dueDays: 11,
      name: named('向决策人汇报', '向決策人簡報', 'Present to the decider'),
      standard: named(
        '先复述客户的问题，再讲做法、收益和同行实例，留一半时间提问；当场问还差什么就能定。',
        '先複述客戶的問題，再講做法、效益和同業案例，留一半時間提問；當場問還差什麼就能決定。',
        'Restate their problem, then approach, benefit and a case from their trade; keep half the time for questions. Ask what is still missing for a yes.',
      ),
      expectedResult: named(
        '汇报记录含每位参加人的反馈和尚未解决的问题。',
        '簡報記錄含每位參加人的回饋和尚未解決的問題。',
        'Notes with everybody’s reaction and the open questions.',
      ),
    },
    {
      key: 'compare-rivals',
      role: 'owner',
      dueDays: 12,
      name: named('摸清对手', '摸清對手', 'Know the competition'),
      standard: named(
        '问清还有谁在谈、报到什么价位、客户喜欢他们哪一点；对照对手卡准备两条我们更好的事实。',
        '問清楚還有誰在談、報到什麼價位、客戶喜歡他們哪一點；對照競品卡準備兩項我們更好的事實。',
        'Find out who else is in, at what price, and what the customer likes about them. Prepare two facts where we are better.',
      ),
      expectedResult: named(
        '要素「竞争优势」有结论，竞争对手已填写。',
        '要素「競爭優勢」有結論，競爭對手已填寫。',
        'The element “Edge over competitors” has an answer and the competitor is named.',
      ),
    },
    {
      key: 'clear-objections',
      role: 'owner',
      dueDays: 14,
      name: named('逐条答复异议', '逐條回覆異議', 'Answer every objection'),
      standard: named(
        '把汇报中的疑问列成清单，逐条写明答复、证据和提出人；请提出人确认疑问已经解决。',
        '把簡報中的疑問列成清單，逐條寫明回覆、證據和提出人；請提出人確認疑問已經解決。',
        'List the doubts raised, each with answer, proof and who raised it; ask that person whether it is settled.',
      ),
      expectedResult: named(
        '方案核心内容没有未答复的异议，客户有人书面确认。',
        '方案核心內容沒有未回覆的異議，客戶有人書面確認。',
        'No open objection to the core of the proposal, confirmed in writing by the customer.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '方案开场：在讲我们怎么做之前，我先用两分钟复述一遍贵公司的情况，说错的地方请随时打断。这一页对了，后面才有意义。',
        '方案開場：在講我們怎麼做之前，我先用兩分鐘複述一遍貴公司的情況，說錯的地方請隨時打斷。這一頁對了，後面才有意義。',
        'Opening: Before saying what we would do, let me take two minutes to restate your situation. Interrupt me wherever it is wrong; only if this page is right do the others matter.',
      ),
      named(
        '客户说「别家也能做」：应该能做，这类产品大家功能接近。差别在于上线以后的第三个月谁在现场。我给您两位同行的电话，您直接问他们那段时间怎么过的。',
        '客戶說「別家也能做」：應該能做，這類產品大家功能接近。差別在於上線以後的第三個月誰在現場。我給您兩位同業的電話，您直接問他們那段時間怎麼過的。',
        '“Others can do that too”: They probably can; functions are alike. What differs is who is on site in the third month. Let me give you two people in your trade; ask them how that time went.',
      ),
      named(
        '客户说「太贵了」：和什么比？如果和另一份报价比，我们先看范围是否一样；如果和收益比，我们把那张测算表再过一遍，看哪个数字您不相信。',
        '客戶說「太貴了」：和什麼比？如果和另一份報價比，我們先看範圍是否一樣；如果和效益比，我們把那張估算表再過一遍，看哪個數字您不相信。',
        '“Too expensive”: Compared with what? If with another quote, let us first see whether the scope is the same. If with the benefit, let us go through the calculation and find the figure you do not believe.',
      ),
      named(
        '收尾：如果今天就要决定，您会卡在哪一点？解决了它，我们可以把商务条款提上日程吗？',
        '收尾：如果今天就要決定，您會卡在哪一點？解決了它，我們可以開始談商務條款嗎？',
        'Closing the meeting: If you had to decide today, what would hold you back? Once that is settled, may we put the terms on the table?',
      ),
    ],
    questions: [
      named(
        '方案里哪一部分对您最有用？哪一部分可有可无？',
        '方案裡哪一部分對您最有用？哪一部分可有可無？',
        'Which part of the proposal helps you most, and which could you do without?',
      ),
      named('您会怎么向上级介绍这件事？', '您會怎麼向上級介紹這件事？', 'How would you explain this to your superior?'),
      named(
        '项目正式立项了吗？还差哪一步？',
        '專案正式立案了嗎？還差哪一步？',
        'Is the project approved? Which step is still missing?',
      ),
      named(
        '拍板的人看过方案吗？他怎么说？',
        '拍板的人看過方案嗎？他怎麼說？',
        'Has the person who decides seen it? What did they say?',
      ),
      named(
        '如果我们不在场，谁会替这个方案说话？',
        '如果我們不在場，誰會替這個方案說話？',
        'When we are not in the room, who speaks for it?',
      ),
      named('和其他家相比，我们差在哪里？', '和其他家相比，我們差在哪裡？', 'Compared with the others, where do we fall short?'),
    ],
    materials: [
      { name: named('方案书范本', '方案書範本', 'Proposal, sample'), address: null },
      { name: named('投入产出测算表', '成本效益估算表', 'Cost-benefit sheet'), address: null },
      { name: named('参考客户名单（可致电）', '參考客戶名單（可致電）', 'Reference customers who take calls'), address: null },
    ],
  },
}
