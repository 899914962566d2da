import { defineWords } from '../../../platform/words.ts'

/** What the import of a pipeline file says. */
export const words = defineWords({
  'zh-CN': {
    importTitle: '导入流程文件',
    importHint: '从另一家公司或另一套系统导出的 YAML 文件。会新建一条流程，不会改动已有的。',
    importDrop: '选择或拖入 YAML 文件',
    importPaste: '或把内容粘贴到这里',
    importRun: '导入',
    imported: '已导入「{{name}}」',
  },
  'zh-TW': {
    importTitle: '匯入流程檔案',
    importHint: '從另一家公司或另一套系統匯出的 YAML 檔案。會新增一條流程，不會更動既有的。',
    importDrop: '選擇或拖入 YAML 檔案',
    importPaste: '或將內容貼在這裡',
    importRun: '匯入',
    imported: '已匯入「{{name}}」',
  },
  en: {
    importTitle: 'Import a pipeline file',
    importHint: 'A YAML file exported elsewhere. It becomes a new pipeline; nothing that exists is changed.',
    importDrop: 'Choose or drop a YAML file',
    importPaste: 'Or paste its text here',
    importRun: 'Import',
    imported: '{{name}} is imported',
  },
})
