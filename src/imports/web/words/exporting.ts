import { defineWords } from '../../../platform/words.ts'

export const words = defineWords({
  'zh-CN': {
    export: '导出',
    xlsx: '表格（XLSX）',
    csv: '文本（CSV）',
    closed: '您没有导出权限，请联系管理员',
  },
  'zh-TW': {
    export: '匯出',
    xlsx: '表格（XLSX）',
    csv: '文字（CSV）',
    closed: '您沒有匯出權限，請聯絡管理員',
  },
  en: {
    export: 'Export',
    xlsx: 'Spreadsheet (XLSX)',
    csv: 'Plain text (CSV)',
    closed: 'You may not export; please ask an administrator',
  },
})
