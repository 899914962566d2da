export interface Import {
  /** As written between the quotes. */
  from: string
  /** Only types are imported: nothing is left of it at run time. */
  isType: boolean
}

/** Source text without comments; strings stay. */
export const withoutComments = (source: string): string =>
  source.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, text: string | undefined) => text ?? '',
  )

/** Everything that a TypeScript source imports or re-exports, dynamic imports and `new URL('./x', import.meta.url)` included. */
export const importsOf = (source: string): Import[] => {
  const text = withoutComments(source)
  const found: Import[] = []
  for (const [, type, clause, from] of text.matchAll(
    /(?:^|[;\n}])\s*(?:import|export)\s+(type\s)?\s*([\w*${},\s]*?\sfrom\s+)?['"]([^'"\n]+)['"]/g,
  )) {
    const names = /\{([^}]*)\}/
      .exec(clause ?? '')?.[1]
      ?.split(',')
      .map((name) => name.trim())
    const areAllTypes =
      names !== undefined && /^\s*\{/.test(clause ?? '') && names.filter(Boolean).every((name) => name.startsWith('type '))
    if (from) found.push({ from, isType: Boolean(type) || areAllTypes })
  }
  for (const [, from] of text.matchAll(/(?:\bimport\s*\(|\bnew\s+URL\s*\(|\brequire\s*\()\s*['"]([^'"\n]+)['"]/g))
    if (from) found.push({ from, isType: false })
  return found
}
