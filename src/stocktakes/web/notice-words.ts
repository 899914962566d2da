import { defineWords } from '../../platform/words.ts'

/** What the day's page says of stocktakes. */
export const words = defineWords({
  'zh-CN': {
    left: '{{name}}的客户盘点（{{day}}）还剩 {{left}} / {{customers}} 家',
    toSign: '{{name}}的客户盘点（{{day}}）{{customers}} 家已全部过完，等您签字',
    toConfirm: '{{name}}的客户盘点（{{day}}）已由{{by}}签字，等您确认',
    goOn: '继续盘点',
    sign: '去签字',
    confirm: '去确认',
  },
  'zh-TW': {
    left: '{{name}}的客戶盤點（{{day}}）還剩 {{left}} / {{customers}} 家',
    toSign: '{{name}}的客戶盤點（{{day}}）{{customers}} 家已全部過完，等您簽核',
    toConfirm: '{{name}}的客戶盤點（{{day}}）已由{{by}}簽核，等您確認',
    goOn: '繼續盤點',
    sign: '去簽核',
    confirm: '去確認',
  },
  en: {
    left: 'Stocktake of {{name}} ({{day}}): {{left}} of {{customers}} customers left',
    toSign: 'Stocktake of {{name}} ({{day}}): all {{customers}} customers decided, to be signed by you',
    toConfirm: 'Stocktake of {{name}} ({{day}}): signed by {{by}}, waits for your confirmation',
    goOn: 'Go on',
    sign: 'Sign',
    confirm: 'Confirm',
  },
})
