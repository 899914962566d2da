import { defineWords } from '../platform/words.ts'

export const words = defineWords({
  'zh-CN': {
    'refusal.default-pipeline': '默认流程不能停用',
    'refusal.default-pipeline.detail': '请先把另一条流程设为默认。',
    'refusal.stage-in-use': '要移除的阶段里还有进行中的商机',
    'refusal.stage-in-use.detail': '请先移走 {{stages}} 中的商机。',
    'refusal.stage-key-twice': '阶段代码 {{key}} 重复',
    'refusal.warning-after-critical': '阶段 {{key}} 的预警天数大于超期天数',
    'refusal.pipeline-in-use': '该流程中还有进行中的商机，不能停用',
  },
  'zh-TW': {
    'refusal.default-pipeline': '預設流程不能停用',
    'refusal.default-pipeline.detail': '請先把另一條流程設為預設。',
    'refusal.stage-in-use': '要移除的階段裡還有進行中的商機',
    'refusal.stage-in-use.detail': '請先移走 {{stages}} 中的商機。',
    'refusal.stage-key-twice': '階段代碼 {{key}} 重複',
    'refusal.warning-after-critical': '階段 {{key}} 的預警天數大於逾期天數',
    'refusal.pipeline-in-use': '該流程中還有進行中的商機，不能停用',
  },
  en: {
    'refusal.default-pipeline': 'The default pipeline cannot be taken out of use',
    'refusal.default-pipeline.detail': 'Make another pipeline the default first.',
    'refusal.stage-in-use': 'A stage to be removed still holds open opportunities',
    'refusal.stage-in-use.detail': 'Move the opportunities out of {{stages}} first.',
    'refusal.stage-key-twice': 'The stage code {{key}} occurs twice',
    'refusal.warning-after-critical': 'Stage {{key}} warns later than it becomes critical',
    'refusal.pipeline-in-use': 'This pipeline still holds open opportunities',
  },
})
