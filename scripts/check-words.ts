/**
 * Every words.ts says the same things in all three languages, each in its own script; no page has a sentence of its own.
 * Exits 1 with one line per fault, and when it found nothing to check.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../src/platform/root.ts'
import { locales, type Words } from '../src/platform/words.ts'
import { withoutComments } from './imports.ts'
import { hasHan, mainlandWordsIn, onlySimplified, onlyTraditional } from './script-of.ts'

const factsOf = (sentence: string): string =>
  [...new Set([...sentence.matchAll(/\{\{(\w+)(?:\|[^}]*)?\}\}/g)].map((match) => match[1] ?? ''))]
    .sort((a, b) => a.localeCompare(b))
    .join(', ')

/** A language's own name is written in that language everywhere: 简体中文, 繁體中文, English. */
const isOwnName = (key: string) => /^(locale|language)/i.test(key)

export const wordsFaults = (file: string, words: Partial<Words>): string[] => {
  const faults: string[] = []
  const keys = [...new Set(locales.flatMap((locale) => Object.keys(words[locale] ?? {})))]
  for (const key of keys) {
    const facts = factsOf(words['zh-CN']?.[key] ?? '')
    for (const locale of locales) {
      const sentence = words[locale]?.[key]
      const say = (text: string) => faults.push(`${file}: ${locale} ${key}: ${text}`)
      if (sentence === undefined) say('missing')
      else if (sentence.trim() === '') say('empty')
      else if (factsOf(sentence) !== facts) say(`facts {${factsOf(sentence)}}, but zh-CN has {${facts}}`)
      if (sentence === undefined || isOwnName(key)) continue
      if (locale === 'zh-TW' && onlySimplified(sentence).length > 0)
        say(`simplified ${onlySimplified(sentence).join('')} in "${sentence}"`)
      if (locale === 'zh-TW' && mainlandWordsIn(sentence).length > 0)
        say(`not said in Taiwan: ${mainlandWordsIn(sentence).join(', ')}`)
      if (locale === 'zh-CN' && onlyTraditional(sentence).length > 0)
        say(`traditional ${onlyTraditional(sentence).join('')} in "${sentence}"`)
      if (locale === 'en' && hasHan(sentence)) say(`Chinese in "${sentence}"`)
    }
  }
  if (keys.length === 0) faults.push(`${file}: no words`)
  return faults
}

/** Chinese in a component's own text: what a person reads comes from words.ts. */
export const componentFaults = (file: string, source: string): string[] =>
  withoutComments(source)
    .split('\n')
    .flatMap((line, index) =>
      hasHan(line) ? [`${file}: text outside words.ts near line ${index + 1}: ${line.trim().slice(0, 80)}`] : [],
    )

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && 'zh-CN' in value

/** Checks the tree below `src`; `load` imports a module. */
export const checkWords = async (src: string, load: (file: string) => Promise<Record<string, unknown>>) => {
  const files = existsSync(src)
    ? readdirSync(src, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : []
  const wordFiles = files.filter((file) => /[\\/]words\.ts$|[\\/]words[\\/][\w-]+\.ts$/.test(file))
  const components = files.filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  const faults: string[] = []
  let sentences = 0
  for (const file of wordFiles) {
    for (const value of Object.values(await load(file)).filter(isWords)) {
      sentences += Object.keys(value['zh-CN']).length
      faults.push(...wordsFaults(relative(src, file), value))
    }
  }
  for (const file of components) faults.push(...componentFaults(relative(src, file), readFileSync(file, 'utf8')))
  if (sentences === 0) faults.push(`no words found in ${src}`)
  return { summary: `${sentences} sentences in ${wordFiles.length} files, ${components.length} components`, faults }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { summary, faults } = await checkWords(join(projectRoot, 'src'), (file) => import(pathToFileURL(file).href))
  for (const fault of faults) console.error(fault)
  console.log(summary)
  process.exitCode = faults.length > 0 ? 1 : 0
}
