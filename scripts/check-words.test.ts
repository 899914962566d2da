import { describe, expect, it } from 'vitest'
import { checkWords, componentFaults, wordsFaults } from './check-words.ts'
import { withTree } from './planted-tree.ts'
import { onlySimplified, onlyTraditional } from './script-of.ts'

const sound = {
  'zh-CN': { title: '客户 {{name}} 的商机', localeCn: '简体中文' },
  'zh-TW': { title: '客戶 {{name}} 的商機', localeCn: '简体中文' },
  en: { title: 'Opportunities of {{name}}', localeCn: '简体中文' },
}

describe('words in three languages', () => {
  it('are let through when they say the same', () => expect(wordsFaults('words.ts', sound)).toEqual([]))

  it.each([
    ['a missing sentence', { en: { localeCn: '简体中文' } }, /en title: missing/],
    ['an empty sentence', { en: { ...sound.en, title: ' ' } }, /en title: empty/],
    ['a lost fact', { en: { ...sound.en, title: 'Opportunities' } }, /facts \{\}, but zh-CN has \{name\}/],
    ['simplified letters in Taiwan', { 'zh-TW': { ...sound['zh-TW'], title: '客户 {{name}} 的商機' } }, /simplified 户/],
    ['a mainland word in Taiwan', { 'zh-TW': { ...sound['zh-TW'], title: '導入 {{name}} 的商機' } }, /匯入/],
    ['traditional letters on the mainland', { 'zh-CN': { ...sound['zh-CN'], title: '客戶 {{name}} 的商机' } }, /traditional 戶/],
    ['Chinese in English', { en: { ...sound.en, title: '客户 {{name}}' } }, /Chinese in/],
  ])('are refused for %s', (_, planted, complaint) => {
    expect(wordsFaults('words.ts', { ...sound, ...planted }).join('\n')).toMatch(complaint)
  })

  it('may use letters that both scripts share', () => {
    expect(onlySimplified('皇后的里程、公里、台北、干戈、面子、系統、只有、制度')).toEqual([])
    expect(onlyTraditional('皇后的里程、台北、著名、乾隆、只有')).toEqual([])
  })
})

describe('components', () => {
  it('have no sentence of their own', () => {
    expect(componentFaults('A.tsx', 'export const A = () => <p>没有客户</p>')).toHaveLength(1)
    expect(componentFaults('A.tsx', "export const A = () => <p title='没有'>{t('none')}</p>")).toHaveLength(1)
    expect(componentFaults('A.tsx', '// 没有客户\nexport const A = () => <p>{t("none")}</p>')).toEqual([])
  })
})

describe('the check of a tree', () => {
  const load = async () => ({ words: sound })
  it('finds words and components', () =>
    withTree({ 'people/words.ts': 'x', 'people/web/Bad.tsx': '<p>坏</p>' }, async (folder) => {
      const { faults, summary } = await checkWords(folder, load)
      expect(summary).toBe('2 sentences in 1 files, 1 components')
      expect(faults).toHaveLength(1)
    }))
  it('complains when it finds none', () =>
    withTree({ 'people/member.ts': 'x' }, async (folder) => {
      expect((await checkWords(folder, load)).faults).toHaveLength(1)
    }))
})
