import { defineWords } from '../platform/words.ts'

/** Refusals of the slice, and the tasks it raises. */
export const words = defineWords({
  'zh-CN': {
    'refusal.health-nothing-weighs': '所有因素的权重都是 0，算不出健康度',
    'task.fell': '{{customer}} 健康度降到 {{score}}，请了解原因并跟进',
    'task.result': '知道原因，并约好下一步',
  },
  'zh-TW': {
    'refusal.health-nothing-weighs': '所有因素的權重都是 0，算不出健康度',
    'task.fell': '{{customer}} 健康度降到 {{score}}，請了解原因並跟進',
    'task.result': '知道原因，並約好下一步',
  },
  en: {
    'refusal.health-nothing-weighs': 'All weights are 0: there is nothing to judge health by',
    'task.fell': '{{customer}}: health fell to {{score}}, find out why and follow up',
    'task.result': 'The reason is known and a next step agreed',
  },
})
