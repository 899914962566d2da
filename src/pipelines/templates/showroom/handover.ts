import type { TemplateStage } from '../../template.ts'
import { activities, attached } from '../asks.ts'
import { named } from '../named.ts'

export const handover: TemplateStage = {
  key: 'handover',
  phase: 'care',
  name: named('交付', '交付', 'Handover'),
  customerLooks: named(
    '等收货安装，想尽快用顺手。',
    '等收貨安裝，想盡快用順手。',
    'Waits for delivery and installation and wants to get used to it quickly.',
  ),
  probability: 0.9,
  expectedDays: 10,
  warningDays: 14,
  criticalDays: 21,
  entry: [attached('contract')],
  exit: [attached('acceptance'), activities(1, 'stage-entry', { withFeedback: true })],
  tasks: [
    {
      key: 'schedule-delivery',
      role: 'delivery',
      dueDays: 2,
      name: named('安排交付', '安排交付', 'Schedule the delivery'),
      standard: named(
        '与客户确认日期、地点、联系人和现场条件，前一天再提醒；变动至少提前一天说。',
        '與客戶確認日期、地點、聯絡人和現場條件，前一天再提醒；變動至少提前一天說。',
        'Confirm day, place, person and conditions on site; remind them the day before. Changes at least a day ahead.',
      ),
      expectedResult: named('交付安排双方确认。', '交付安排雙方確認。', 'Confirmed by both sides.'),
    },
    {
      key: 'handover-ceremony',
      role: 'delivery',
      dueDays: 6,
      name: named('当面交付', '當面交付', 'Hand it over in person'),
      standard: named(
        '开箱清点、安装调试、教会使用，逐项请客户签字；带走包装，留下服务电话。',
        '開箱清點、安裝測試、教會使用，逐項請客戶簽名；帶走包裝，留下服務電話。',
        'Unpack, count, install, teach, item by item with a signature; take the packaging away and leave the service number.',
      ),
      expectedResult: named(
        '签字的交付验收单附在商机上。',
        '已簽名的交付驗收單附在商機上。',
        'The signed acceptance sheet is attached.',
      ),
    },
    {
      key: 'three-day-call',
      role: 'owner',
      dueDays: 8,
      name: named('三日回访', '三日回訪', 'Call after three days'),
      standard: named(
        '交付后三天打电话问使用情况，有问题约好上门时间；一个月后再问一次。',
        '交付後三天打電話問使用情況，有問題約好到府時間；一個月後再問一次。',
        'Ask how it goes; arrange a visit for any problem. Ask again after a month.',
      ),
      expectedResult: named('回访记录含客户反馈。', '回訪記錄含客戶回饋。', 'A record with the customer’s reaction.'),
    },
    {
      key: 'ask-friend',
      role: 'owner',
      dueDays: 9,
      name: named('请求推荐', '請求推薦', 'Ask for a recommendation'),
      standard: named(
        '客户满意时请他推荐一位朋友，说明对双方各有什么好处；不强求。',
        '客戶滿意時請他推薦一位朋友，說明對雙方各有什麼好處；不強求。',
        'When they are pleased ask for one friend; say what both gain. Do not press.',
      ),
      expectedResult: named('推荐的线索，或客户的意见。', '推薦的線索，或客戶的意見。', 'A referred lead, or their remarks.'),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '交付时：这几个功能您最常用，我示范一遍，您自己做一遍，会了我再走。',
        '交付時：這幾個功能您最常用，我示範一遍，您自己做一遍，會了我再走。',
        'At handover: These functions you will use most. I show them, you do them, and I leave when it works.',
      ),
      named(
        '三日回访：用了三天，有没有哪一步还要翻说明书？告诉我，我录一段视频发您。',
        '三日回訪：用了三天，有沒有哪一步還要翻說明書？告訴我，我錄一段影片傳給您。',
        'After three days: Is there a step for which you still open the manual? Tell me and I will send a short film.',
      ),
      named(
        '请求推荐：您满意我就放心了。身边有谁也在看这类产品吗？带他来店里报您的名字，保养给您二位都加一次。',
        '請求推薦：您滿意我就放心了。身邊有誰也在看這類產品嗎？請他來店裡報您的名字，兩位都多送一次保養。',
        'Asking for a recommendation: I am glad. Is anyone around you looking for one? If they mention your name, both of you get an extra service.',
      ),
    ],
    questions: [
      named('交付当天有没有不满意的地方？', '交付當天有沒有不滿意的地方？', 'Was anything not right on the day?'),
      named('使用的人都会了吗？', '使用的人都會了嗎？', 'Does everybody know how to use it?'),
      named('和试用时相比感觉怎么样？', '和試用時相比感覺怎麼樣？', 'How is it compared with the trial?'),
      named('保养提醒发给谁合适？', '保養提醒傳給誰合適？', 'Who should get the maintenance reminder?'),
      named('愿意推荐给哪位朋友？', '願意推薦給哪位朋友？', 'To which friend would you recommend us?'),
    ],
    materials: [
      { name: named('交付验收单范本', '交付驗收單範本', 'Acceptance sheet, sample'), address: null },
      { name: named('使用视频与保养日历', '使用影片與保養日曆', 'Films and maintenance calendar'), address: null },
    ],
  },
}
