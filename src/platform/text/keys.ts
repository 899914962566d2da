import * as OpenCC from 'opencc-js/t2cn'

const toSimplified = OpenCC.Converter({ from: 'tw', to: 'cn' })

/** A name in the form in which two spellings of the very same name are equal: width, case and spacing do not count. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')

/** As nameKey, with spaces and punctuation gone: "GTX Pro", "GTXPro" and "GTX-Pro" meet here. Equal loose keys are likely the same, not surely. */
export const looseKey = (name: string): string => nameKey(name).replace(/[^\p{L}\p{N}]/gu, '')

const legalForms =
  /(股份有限公司|有限责任公司|有限公司|股份公司|责任公司|集团公司|集团|总公司|分公司|公司|incorporated|corporation|company|limited|gmbh|corp|inc|llc|ltd|co)$/u

/**
 * The part of a company name that tells it from others: loose key, simplified, bracketed words and legal forms gone.
 * 北京云帆科技（集团）有限公司 and 北京云帆科技有限责任公司 share 北京云帆科技.
 */
export function coreKey(name: string): string {
  const spaced = toSimplified(nameKey(name)).replace(/[(（[【][^)）\]】]*[)）\]】]/gu, '')
  let core = spaced.replace(/[^\p{L}\p{N}]/gu, '')
  for (
    let shorter = core.replace(legalForms, '');
    shorter !== core && shorter.length >= 2;
    shorter = core.replace(legalForms, '')
  )
    core = shorter
  return core === '' ? looseKey(name) : core
}
