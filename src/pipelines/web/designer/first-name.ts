import { words } from '../words/designer.ts'
import type { Named } from '../../stage.ts'

/** What something new is called until somebody names it, in all three languages. */
export const firstName = (key: 'newStage' | 'newTask' | 'newElement' | 'newAnswer' | 'newMaterial'): Named => ({
  'zh-CN': words['zh-CN'][key],
  'zh-TW': words['zh-TW'][key],
  en: words.en[key],
})
