import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, confirmed, done, known } from '../asks.ts'
import { named } from '../named.ts'

export const selected: TemplateStage = {
  key: 'selected',
  phase: 'negotiate',
  name: named('选中', '獲選', 'Selected'),
  customerLooks: named(
    '已经选中我们，在走公示和内部手续，准备坐下来谈合同。',
    '已經選定我們，在走公告和內部程序，準備坐下來談合約。',
    'Has chosen us; publication and internal steps run, contract talks are being prepared.',
  ),
  probability: 0.7,
  expectedDays: 20,
  warningDays: 30,
  criticalDays: 45,
  entry: [confirmed('decider-access'), anyOf(done('award-notice'), attached('award-notice'))],
  exit: [known('terms'), known('signatory'), attached('quote'), anyOf(done('negotiation-plan'), attached('minutes'))],
  tasks: [
    {
      key: 'award-debrief',
      role: 'owner',
      dueDays: 2,
      name: named('中选复盘', '得標檢討', 'Learn why we were chosen'),
      standard: named(
        '请支持者说说为什么选我们、谁投了反对、哪条承诺最打动人；反对的人列入后续拜访。',
        '請支持者說說為什麼選我們、誰投了反對、哪條承諾最打動人；反對的人列入後續拜訪。',
        'Ask the champion why we won, who was against, which promise counted. Put those who were against on the visiting list.',
      ),
      expectedResult: named(
        '复盘记录，反对者各有一个应对动作。',
        '檢討記錄，反對者各有一個因應動作。',
        'A record, with one action for each who was against.',
      ),
    },
    {
      key: 'contest-period',
      role: 'owner',
      dueDays: 5,
      name: named('平稳度过公示期', '平穩度過異議期', 'Get through the contest period'),
      standard: named(
        '每天看公示平台，异议当天由法务和主管一起准备答复；期间不庆祝、不对外宣布。',
        '每天看公告網站，有異議當天由法務和主管一起準備回覆；期間不慶祝、不對外宣布。',
        'Watch the site daily; have legal and supervisor prepare an answer to any objection the same day. No celebration and no announcement yet.',
      ),
      expectedResult: named(
        '公示期满无异议，或异议已答复。',
        '異議期滿無人提出，或異議已回覆。',
        'The period is over with no objection, or it was answered.',
      ),
    },
    {
      key: 'contract-gap',
      role: 'presales',
      dueDays: 7,
      name: named('核对承诺与合同', '核對承諾與合約', 'Compare promises with the contract'),
      standard: named(
        '把投标承诺、澄清答复和客户合同文本逐条对照，标出新增要求、含糊条款和对我方的风险。',
        '把投標承諾、釋疑回覆和客戶合約內容逐條對照，標出新增要求、含糊條款和對我方的風險。',
        'Set bid, clarifications and their contract side by side; mark new demands, unclear clauses and risks to us.',
      ),
      expectedResult: named(
        '差异清单，每条有立场和可接受的改法。',
        '差異清單，每條有立場和可接受的改法。',
        'A list of differences, each with our position and acceptable wording.',
      ),
    },
    {
      key: 'final-cost',
      role: 'finance',
      dueDays: 8,
      name: named('复核成本与毛利', '複核成本與毛利', 'Check cost and margin again'),
      standard: named(
        '按确定的范围和团队重算成本、税、账期占用，给出谈判中每让一个点对毛利的影响。',
        '依確定的範圍和團隊重算成本、稅和資金占用，算出談判中每讓一個百分點對毛利的影響。',
        'Recalculate cost, tax and financing for the settled scope and team; say what each point of discount does to the margin.',
      ),
      expectedResult: named(
        '成本复核表，最终报价附在商机上。',
        '成本複核表，最終報價附在商機上。',
        'The calculation, and the final quote attached to the deal.',
      ),
    },
    {
      key: 'signing-path',
      role: 'owner',
      dueDays: 9,
      name: named('弄清签约权限', '弄清楚簽約權限', 'Learn who signs'),
      standard: named(
        '问清谁有权签、要过哪些会、用什么章、是否需要上级单位批准，以及各自的时间。',
        '問清楚誰有權簽、要過哪些會、用什麼章、是否需要上級機關核准，以及各自的時間。',
        'Who may sign, which boards, which seal, whether a parent body must agree, and how long each takes.',
      ),
      expectedResult: named(
        '要素「签约权限与流程」写到人和日期。',
        '要素「簽約權限與流程」寫到人和日期。',
        'The element “Authority to sign” names people and dates.',
      ),
    },
    {
      key: 'negotiation-plan',
      role: 'supervisor',
      dueDays: 11,
      name: named('谈判方案', '談判方案', 'Plan the negotiation'),
      standard: named(
        '定主谈、记录和支援的人；列目标、底线、可交换条件和对方可能的三种开局；约定什么情况下暂停。',
        '定主談、記錄和支援的人；列目標、底線、可交換條件和對方可能的三種開場；約定什麼情況下暫停。',
        'Who leads, who writes, who supports; goals, limits, things to trade, three openings they may choose, and when we break off to think.',
      ),
      expectedResult: named(
        '谈判方案一份，参加的人都对过。',
        '談判方案一份，參加的人都對過。',
        'A plan that everybody taking part has gone through.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '祝贺之后：谢谢各位的信任。接下来我们想做两件事：把投标时答应的每一条列出来给您核对，再把合同里需要双方商量的几条提前发给法务。',
        '祝賀之後：謝謝各位的信任。接下來我們想做兩件事：把投標時答應的每一條列出來給您核對，再把合約裡需要雙方商量的幾條提前送給法務。',
        'After the news: Thank you for your trust. Two things next: a list of all we promised for you to check, and to your lawyers early, the few clauses we both need to talk about.',
      ),
      named(
        '拜访反对者：您当时的顾虑我听说了，有道理。我不是来说服您的，想请您提三条验收时最要看的指标，我们写进合同。',
        '拜訪反對者：您當時的顧慮我聽說了，有道理。我不是來說服您的，想請您提三條驗收時最要看的指標，我們寫進合約。',
        'Visiting someone who was against: I heard your concern and it is fair. I did not come to persuade you; name three figures you would check at acceptance and we put them into the contract.',
      ),
      named(
        '客户要求增加内容：这一项招标时没有，我们可以做。我把对应的工期和费用列出来，您看放在这次合同，还是作为第二期更稳妥？',
        '客戶要求增加內容：這一項招標時沒有，我們可以做。我把對應的工期和費用列出來，您看放進這次合約，還是列為第二期更穩當？',
        'Asked for extras: This was not in the tender, but we can do it. I will set out time and cost; is it safer in this contract or as a second phase?',
      ),
    ],
    questions: [
      named(
        '合同用哪一方的文本，哪些条款不能改？',
        '合約用哪一方的版本，哪些條款不能改？',
        'Whose contract text is used, and what cannot be changed?',
      ),
      named(
        '法务和财务最常卡在哪几条？',
        '法務和財務最常卡在哪幾條？',
        'On which clauses do your lawyers and finance people usually get stuck?',
      ),
      named('最终由谁签字，他什么时候在？', '最終由誰簽名，他什麼時候在？', 'Who signs in the end, and when are they in?'),
      named(
        '履约保证金和质保金怎么收、怎么退？',
        '履約保證金和保固金怎麼收、怎麼退？',
        'How are performance bond and retention paid and returned?',
      ),
      named(
        '内部对这次选择还有什么不同声音？',
        '內部對這次選擇還有什麼不同聲音？',
        'What doubts about the choice remain in the house?',
      ),
    ],
    materials: [
      { name: named('承诺与合同差异清单', '承諾與合約差異清單', 'List of promises and differences'), address: null },
      { name: named('谈判方案范本', '談判方案範本', 'Negotiation plan, sample'), address: null },
    ],
  },
}
