import { defineWords } from '../platform/words.ts'

/** Refusals of the slice. */
export const words = defineWords({
  'zh-CN': {
    'refusal.date-out-of-range': '日期超出范围',
    'refusal.date-out-of-range.detail': '日期须在过去两年到未来二十年之内。',
    'refusal.deal-of-another': '所选商机不是该客户已成交的商机',
    'refusal.too-many-dates': '该客户的重要日期已达 {{count}} 个，请先移除不再需要的',
  },
  'zh-TW': {
    'refusal.date-out-of-range': '日期超出範圍',
    'refusal.date-out-of-range.detail': '日期須在過去兩年到未來二十年之內。',
    'refusal.deal-of-another': '所選商機不是該客戶已成交的商機',
    'refusal.too-many-dates': '該客戶的重要日期已達 {{count}} 個，請先移除不再需要的',
  },
  en: {
    'refusal.date-out-of-range': 'The day is out of range',
    'refusal.date-out-of-range.detail': 'It must lie within the past two and the next twenty years.',
    'refusal.deal-of-another': 'The deal chosen is not a won deal of this customer',
    'refusal.too-many-dates': 'This customer has {{count}} dates already; take off those that are no longer needed',
  },
})
