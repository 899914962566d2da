import { defineWords } from '../../../platform/words.ts'

export const words = defineWords({
  'zh-CN': { intervalOf: '{{low}}–{{high}}', days: '{{days}} 天', moreThanDays: '>{{days}} 天', times: '{{times}} 倍' },
  'zh-TW': { intervalOf: '{{low}}–{{high}}', days: '{{days}} 天', moreThanDays: '>{{days}} 天', times: '{{times}} 倍' },
  en: { intervalOf: '{{low}}–{{high}}', days: '{{days}} d', moreThanDays: '>{{days}} d', times: '×{{times}}' },
})
