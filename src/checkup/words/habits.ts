import { defineWords } from '../../platform/words.ts'

export const words = defineWords({
  'zh-CN': {
    'recording.definition': '{{from}} 至 {{last}} 发生的活动里，超过 24 小时才登记的比例；每人与其余所有人比较。',
    'recording.lies': '没登记的活动不在里面：登记得少的人，补登率也可能看着低。',
    'threads.definition':
      '进行中的商机里，对方的人只认识一个（或一个也没有）的：客户名片上的联系人，或这单活动里见过的人，取多的那个。',
    'threads.lies': '认识了却没登记的人不算；刚开始的商机本来就只认识一个人。',
    'steps.definition': '进行中的商机里，没有约定下一步日期的，和约定日期已过的。',
    'steps.lies': '只看现在；下一步做了没改日期的，也算过期。',
    knownAt: '商机很多，登记的内容隔十分钟在后台重读一次：这里按 {{at}} 的记录。',
    'steps.none': '进行中的 {{deals}} 单里有 {{count}} 单没有下一步，合计 {{money}}。',
    'steps.overdue': '{{count}} 单的下一步已经过期，一半过期 {{days}} 天以上，合计 {{money}}。',
    'threads.some': '进行中的 {{deals}} 单里有 {{count}} 单只认识对方一个人，合计 {{money}}，占在手金额的 {{share}}。',
    'threads.larger':
      '进行中的 {{deals}} 单里有 {{count}} 单只认识对方一个人，合计 {{money}}，占在手金额的 {{share}}。偏偏是大单：中位 {{size}}，其余 {{others}}，不像偶然。',
    'owner.recording':
      '「{{name}}」的 {{of}} 条活动记录里有 {{share}} 是 24 小时以后补登的，其余人为 {{others}}；一半拖了 {{hours}} 小时以上，差距显著。',
    'owner.threads':
      '「{{name}}」进行中的 {{of}} 单里有 {{count}} 单只认识对方一个人（{{share}}），其余人为 {{others}}，差距显著。',
    'owner.steps':
      '「{{name}}」进行中的 {{of}} 单里有 {{count}} 单没有下一步或已过期（{{share}}），其余人为 {{others}}，差距显著。',
    'act.recording': '活动当天登记，隔天的记忆靠不住。',
    'act.threads': '从金额最大的单开始，每单再认识一位能说上话的人。',
    'act.steps': '本周逐单约定下一步和日期；约不出来的，暂缓或结案。',
    'act.owner.recording': '请「{{name}}」当天登记活动，主管每周抽查几条。',
    'act.owner.threads': '与「{{name}}」逐单过一遍：还能认识谁，谁来引见。',
    'act.owner.steps': '与「{{name}}」逐单过一遍下一步和日期。',
  },
  'zh-TW': {
    'recording.definition': '{{from}} 至 {{last}} 發生的活動裡，超過 24 小時才登記的比例；每人與其餘所有人比較。',
    'recording.lies': '沒登記的活動不在裡面：登記得少的人，補登率也可能看起來低。',
    'threads.definition':
      '進行中的商機裡，對方的人只認識一個（或一個也沒有）的：客戶名片上的聯絡人，或這筆活動裡見過的人，取多的那個。',
    'threads.lies': '認識了卻沒登記的人不算；剛開始的商機本來就只認識一個人。',
    'steps.definition': '進行中的商機裡，沒有約定下一步日期的，和約定日期已過的。',
    'steps.lies': '只看現在；下一步做了沒改日期的，也算逾期。',
    knownAt: '商機很多，登記的內容隔十分鐘在背景重讀一次：這裡按 {{at}} 的紀錄。',
    'steps.none': '進行中的 {{deals}} 筆裡有 {{count}} 筆沒有下一步，合計 {{money}}。',
    'steps.overdue': '{{count}} 筆的下一步已經逾期，一半逾期 {{days}} 天以上，合計 {{money}}。',
    'threads.some': '進行中的 {{deals}} 筆裡有 {{count}} 筆只認識對方一個人，合計 {{money}}，占在手金額的 {{share}}。',
    'threads.larger':
      '進行中的 {{deals}} 筆裡有 {{count}} 筆只認識對方一個人，合計 {{money}}，占在手金額的 {{share}}。偏偏是大單：中位數 {{size}}，其餘 {{others}}，不像偶然。',
    'owner.recording':
      '「{{name}}」的 {{of}} 筆活動紀錄裡有 {{share}} 是 24 小時以後補登的，其餘人為 {{others}}；一半拖了 {{hours}} 小時以上，差距顯著。',
    'owner.threads':
      '「{{name}}」進行中的 {{of}} 筆裡有 {{count}} 筆只認識對方一個人（{{share}}），其餘人為 {{others}}，差距顯著。',
    'owner.steps':
      '「{{name}}」進行中的 {{of}} 筆裡有 {{count}} 筆沒有下一步或已逾期（{{share}}），其餘人為 {{others}}，差距顯著。',
    'act.recording': '活動當天登記，隔天的記憶靠不住。',
    'act.threads': '從金額最大的單開始，每筆再認識一位說得上話的人。',
    'act.steps': '本週逐筆約定下一步和日期；約不出來的，暫緩或結案。',
    'act.owner.recording': '請「{{name}}」當天登記活動，主管每週抽查幾筆。',
    'act.owner.threads': '與「{{name}}」逐筆過一遍：還能認識誰，誰來引見。',
    'act.owner.steps': '與「{{name}}」逐筆過一遍下一步和日期。',
  },
  en: {
    'recording.definition':
      'Of the activities that happened from {{from}} to {{last}}, those written down more than 24 hours later; every rep against all the others.',
    'recording.lies': 'What was never written down is not in it: who records little may look punctual.',
    'threads.definition':
      'Open deals in which only one person of the customer is known, or nobody: on the customer’s card or met for this deal, whichever are more.',
    'threads.lies': 'People who are known but not on record do not count; a young deal naturally knows one person only.',
    'steps.definition': 'Open deals without a date for the next step, and those whose date has passed.',
    'steps.lies': 'As it stands now; a step that was taken without moving its date counts as overdue too.',
    knownAt: 'With so many deals, what was written down is read again in the background after ten minutes: this is as of {{at}}.',
    'steps.none': '{{count}} of {{deals}} open deals have no next step: {{money}} together.',
    'steps.overdue':
      'The next step of {{count}} {{count|deal|deals}} is overdue, half of them by {{days}} {{days|day|days}} or more: {{money}} together.',
    'threads.some':
      'In {{count}} of {{deals}} open deals only one person of the customer is known: {{money}} together, {{share}} of the money in play.',
    'threads.larger':
      'In {{count}} of {{deals}} open deals only one person of the customer is known: {{money}} together, {{share}} of the money in play. They are the larger ones, median {{size}} against {{others}}, hardly by chance.',
    'owner.recording':
      '{{name}} wrote down {{share}} of {{of}} activities more than 24 hours later, the others {{others}}; half of them {{hours}} hours late or more: significant.',
    'owner.threads':
      'In {{count}} of the {{of}} open deals of {{name}} only one person is known ({{share}}), with the others {{others}}: significant.',
    'owner.steps':
      '{{count}} of the {{of}} open deals of {{name}} have no next step or an overdue one ({{share}}), with the others {{others}}: significant.',
    'act.recording': 'Write activities down on the same day: memories of yesterday are not reliable.',
    'act.threads': 'Beginning with the largest deals, get to know one more person with a say in each.',
    'act.steps': 'Agree on a next step with a date for each this week; where that fails, put the deal on hold or close it.',
    'act.owner.recording': 'Ask {{name}} to record activities on the same day, and spot-check a few every week.',
    'act.owner.threads': 'Go through the deals of {{name}}: whom else could one know, and who introduces us?',
    'act.owner.steps': 'Go through the next steps and dates of {{name}} deal by deal.',
  },
})
