import type { Named } from '../stage.ts'

/** A text of a template in the three languages of the product. */
export const named = (zhCn: string, zhTw: string, en: string): Named => ({ 'zh-CN': zhCn, 'zh-TW': zhTw, en })
