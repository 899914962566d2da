import { Converter } from 'opencc-js'

const tableOf = (
  encoding: string,
  leads: readonly [number, number],
  trails: readonly (readonly [number, number])[],
): Set<string> => {
  const decoder = new TextDecoder(encoding)
  const characters = new Set<string>()
  for (let lead = leads[0]; lead <= leads[1]; lead++)
    for (const [from, to] of trails)
      for (let trail = from; trail <= to; trail++) characters.add(decoder.decode(Uint8Array.of(lead, trail)))
  return characters
}

/** The 5,401 everyday characters of Taiwan (Big5 level 1) and the 6,763 of the mainland (GB 2312). */
const everydayTaiwan = tableOf(
  'big5',
  [0xa4, 0xc6],
  [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ],
)
const everydayMainland = tableOf('gb18030', [0xb0, 0xf7], [[0xa1, 0xfe]])

const toTaiwan = Converter({ from: 'cn', to: 'tw' })
const toMainland = Converter({ from: 'tw', to: 'cn' })
const isHan = (character: string) => /\p{Script=Han}/u.test(character)

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Characters that only simplified writing has (户, 机, 单); those at home in both, such as 后 and 台, are not among them. */
export const onlySimplified = (text: string): string[] => [
  ...new Set([...text].filter((it) => isHan(it) && !everydayTaiwan.has(it) && toTaiwan(it) !== it)),
]

/** Characters that only traditional writing has (戶, 機, 單). */
export const onlyTraditional = (text: string): string[] => [
  ...new Set([...text].filter((it) => isHan(it) && !everydayMainland.has(it) && toMainland(it) !== it)),
]

/** Mainland words in traditional letters, which a reader in Taiwan takes for a machine's translation, and what Taiwan says. */
const mainlandWords: Record<string, string> = {
  信息: '資訊 / 訊息',
  軟件: '軟體',
  硬件: '硬體',
  網絡: '網路',
  默認: '預設',
  導入: '匯入',
  導出: '匯出',
  鏈接: '連結',
  打印: '列印',
  服務器: '伺服器',
  數據庫: '資料庫',
  字符: '字元',
  字段: '欄位',
  郵箱: '信箱',
  屏幕: '螢幕',
  鼠標: '滑鼠',
  視頻: '影片',
  質量: '品質',
  搜索: '搜尋',
  創建: '建立',
}

export const mainlandWordsIn = (text: string): string[] =>
  Object.entries(mainlandWords)
    .filter(([word]) => text.includes(word))
    .map(([word, ours]) => `${word} (${ours})`)
