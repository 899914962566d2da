import { defineWords } from '../platform/words.ts'

export const words = defineWords({
  'zh-CN': {
    'refusal.product-name-taken': '已有名为“{{name}}”的产品',
    'refusal.source-name-missing': '请填写来源名称',
    'refusal.source-key-taken': '编码“{{key}}”已被另一个来源使用',
    'refusal.competitor-name-taken': '已有名为“{{name}}”的竞争对手',
  },
  'zh-TW': {
    'refusal.product-name-taken': '已有名為「{{name}}」的產品',
    'refusal.source-name-missing': '請填寫來源名稱',
    'refusal.source-key-taken': '代碼「{{key}}」已被另一個來源使用',
    'refusal.competitor-name-taken': '已有名為「{{name}}」的競爭對手',
  },
  en: {
    'refusal.product-name-taken': 'There is a product called “{{name}}” already',
    'refusal.source-name-missing': 'Please give the source a name',
    'refusal.source-key-taken': 'Another source has the code “{{key}}”',
    'refusal.competitor-name-taken': 'There is a competitor called “{{name}}” already',
  },
})
