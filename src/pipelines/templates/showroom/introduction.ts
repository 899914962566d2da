import type { TemplateStage } from '../../template.ts'
import { activities, filled, known } from '../asks.ts'
import { named } from '../named.ts'

export const introduction: TemplateStage = {
  key: 'introduction',
  phase: 'qualify',
  name: named('产品介绍', '產品介紹', 'Product introduction'),
  customerLooks: named(
    '对一两款有兴趣，愿意听介绍、动手看。',
    '對一兩款有興趣，願意聽介紹、動手看。',
    'Is interested in one or two, listens and tries them out.',
  ),
  probability: 0.12,
  expectedDays: 3,
  warningDays: 5,
  criticalDays: 7,
  entry: [filled('productId')],
  exit: [
    known('current-product'),
    activities(1, 'start', { types: ['reception', 'demo', 'visit', 'meeting'], withFeedback: true }),
  ],
  tasks: [
    {
      key: 'know-experience',
      role: 'owner',
      dueDays: 1,
      name: named('了解使用经历', '了解使用經歷', 'Learn what they used before'),
      standard: named(
        '问以前用过什么品牌、多久、哪里满意和失望；介绍时从他失望的那一点讲起。',
        '問以前用過什麼品牌、多久、哪裡滿意和失望；介紹時從他失望的那一點講起。',
        'Which brand, how long, what pleased and what disappointed? Begin the introduction with the disappointment.',
      ),
      expectedResult: named('要素「现用产品」已记录。', '要素「現用產品」已記錄。', 'The element “Product in use” is noted.'),
    },
    {
      key: 'introduce',
      role: 'owner',
      dueDays: 2,
      name: named('针对性介绍', '針對性介紹', 'Introduce what matters'),
      standard: named(
        '只讲与他需求有关的三点，每点让客户亲手操作一次；讲完问哪一点最有用。',
        '只講與他需求有關的三點，每點讓客戶親手操作一次；講完問哪一點最有用。',
        'Three points that concern their need; let them try each. Ask which was of most use.',
      ),
      expectedResult: named(
        '介绍记录含客户反馈和感兴趣的型号。',
        '介紹記錄含客戶回饋和感興趣的型號。',
        'A record with reaction and preferred model.',
      ),
    },
    {
      key: 'brand-comparison',
      role: 'owner',
      dueDays: 2,
      name: named('品牌对比', '品牌比較', 'Compare brands'),
      standard: named(
        '客户提到别的品牌时，先说对方一个优点，再用事实讲两处不同，不贬低同行。',
        '客戶提到別的品牌時，先說對方一個優點，再用事實講兩處不同，不貶低同業。',
        'When another brand is named, begin with something good about it, then two differences in fact. Never run others down.',
      ),
      expectedResult: named('客户在比的品牌已记下。', '客戶在比的品牌已記下。', 'The brands compared are noted.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '开场：您说原来那台最烦的是噪音，那我们不看别的，先把它打开，您站在这里听。',
        '開場：您說原來那台最煩的是噪音，那我們不看別的，先把它打開，您站在這裡聽。',
        'Opening: You said noise bothered you most. Let us look at nothing else first; I switch it on, you stand here and listen.',
      ),
      named(
        '品牌对比：那个品牌外观做得好，口碑也不错。我们不同的地方有两处，一处是这里，您摸一下；另一处是坏了以后多久有人到。',
        '品牌比較：那個品牌外觀做得好，口碑也不錯。我們不同的地方有兩處，一處是這裡，您摸一下；另一處是壞了以後多久有人到。',
        'Comparing: Their looks are good and so is their name. We differ in two things: this, feel it; and how soon somebody comes when it breaks.',
      ),
      named(
        '介绍收尾：刚才三点里，哪一点对您最要紧？其余两点如果没有，您会介意吗？',
        '介紹收尾：剛才三點裡，哪一點對您最要緊？其餘兩點如果沒有，您會介意嗎？',
        'Ending: Which of the three matters most? Would you mind being without the other two?',
      ),
    ],
    questions: [
      named('原来的产品哪一点让您想换？', '原來的產品哪一點讓您想換？', 'What about the old one makes you want to change?'),
      named('一天大概用多久，几个人用？', '一天大概用多久，幾個人用？', 'How long a day, and by how many people?'),
      named(
        '最看重性能、外观、服务还是价格？',
        '最看重效能、外觀、服務還是價格？',
        'What counts most: performance, looks, service or price?',
      ),
      named('这几款里您更喜欢哪一个，为什么？', '這幾款裡您更喜歡哪一個，為什麼？', 'Which do you prefer, and why?'),
      named('有没有什么让您不放心？', '有沒有什麼讓您不放心？', 'Is there anything that worries you?'),
    ],
    materials: [
      { name: named('介绍要点卡', '介紹要點卡', 'Card of points to show'), address: null },
      { name: named('品牌对比要点', '品牌比較要點', 'Notes on other brands'), address: null },
    ],
  },
}
