import { defineWords } from '../../platform/words.ts'

/** Value, potential and fit of customers. */
export const words = defineWords({
  'zh-CN': {
    pair: '价值 / 潜力',
    value: '价值',
    potential: '潜力',
    fit: '匹配',
    high: '高',
    middle: '中',
    low: '低',
    'fit.best': '最佳',
    'fit.near': '接近',
    'fit.edge': '边缘',
    'fit.none': '不匹配',
  },
  'zh-TW': {
    pair: '價值 / 潛力',
    value: '價值',
    potential: '潛力',
    fit: '契合',
    high: '高',
    middle: '中',
    low: '低',
    'fit.best': '最佳',
    'fit.near': '接近',
    'fit.edge': '邊緣',
    'fit.none': '不符合',
  },
  en: {
    pair: 'Value / potential',
    value: 'Value',
    potential: 'Potential',
    fit: 'Fit',
    high: 'High',
    middle: 'Middle',
    low: 'Low',
    'fit.best': 'Best',
    'fit.near': 'Near',
    'fit.edge': 'Edge',
    'fit.none': 'No match',
  },
})
