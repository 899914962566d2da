/** The chart as a picture of its own: colours resolved, fonts named, with a title and the definition, on the page's background. */

export interface Caption {
  title: string
  /** Lines below the title. */
  lines: readonly string[]
}

const properties = [
  'fill',
  'fill-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'text-anchor',
] as const
const margin = 24
const lineHeight = 18

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** SVG source of the drawn chart as it looks now. */
export function svgPicture(drawn: SVGSVGElement, { title, lines }: Caption): { source: string; width: number; height: number } {
  const copy = drawn.cloneNode(true) as SVGSVGElement
  const originals = [...drawn.querySelectorAll<SVGElement>('*')]
  ;[...copy.querySelectorAll<SVGElement>('*')].forEach((element, index) => {
    const style = getComputedStyle(originals[index]!)
    for (const property of properties) element.setAttribute(property, style.getPropertyValue(property))
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'style']) element.removeAttribute(name)
  })
  const page = getComputedStyle(document.documentElement)
  const colour = (name: string): string => page.getPropertyValue(name).trim()
  const font = escaped(getComputedStyle(document.body).fontFamily.replace(/"/g, "'"))
  const head = margin + 24 + lines.length * lineHeight + 14
  const width = drawn.width.baseVal.value + 2 * margin
  const height = drawn.height.baseVal.value + head + margin
  const words = lines.map(
    (line, index) =>
      `<text x="${margin}" y="${margin + 36 + index * lineHeight}" font-size="12" fill="${colour('--ink-2')}">${escaped(line)}</text>`,
  )
  const source = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">
<rect width="100%" height="100%" fill="${colour('--panel')}"/>
<text x="${margin}" y="${margin + 14}" font-size="16" font-weight="600" fill="${colour('--ink')}">${escaped(title)}</text>
${words.join('\n')}
<g transform="translate(${margin} ${head})">${new XMLSerializer().serializeToString(copy).replace(/^<svg[^>]*>|<\/svg>$/g, '')}</g>
</svg>`
  return { source, width, height }
}

/** The same as PNG, twice as fine. */
export async function pngPicture(drawn: SVGSVGElement, caption: Caption): Promise<Blob> {
  const { source, width, height } = svgPicture(drawn, caption)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')!
  context.scale(2, 2)
  context.drawImage(image, 0, 0)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}

export function save(blob: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
