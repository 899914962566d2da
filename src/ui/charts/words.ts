import { defineWords } from '../../platform/words.ts'

export const words = defineWords({
  'zh-CN': {
    showTable: '表格',
    showChart: '图',
    asTable: '以表格显示',
    asChart: '以图显示',
    save: '保存图片',
    png: '图片 (PNG)',
    svg: '图片 (SVG)',
    when: '什么时候会骗人？',
  },
  'zh-TW': {
    showTable: '表格',
    showChart: '圖',
    asTable: '以表格顯示',
    asChart: '以圖顯示',
    save: '儲存圖片',
    png: '圖片 (PNG)',
    svg: '圖片 (SVG)',
    when: '什麼時候會騙人？',
  },
  en: {
    showTable: 'Table',
    showChart: 'Chart',
    asTable: 'Show as a table',
    asChart: 'Show as a chart',
    save: 'Save as a picture',
    png: 'Picture (PNG)',
    svg: 'Picture (SVG)',
    when: 'When does this lie?',
  },
})
