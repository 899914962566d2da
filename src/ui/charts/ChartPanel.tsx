import { Button } from '@mantine/core'
import { IconChartBar, IconPhotoDown, IconTable } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import { Panel } from '../Page.tsx'
import { RowActions } from '../RowActions.tsx'
import { usePhone } from '../use-phone.ts'
import { useWords } from '../use-words.ts'
import { Chart, type Drawing } from './Chart.tsx'
import classes from './Charts.module.css'
import { Meaning } from './Meaning.tsx'
import { words } from './words.ts'

interface ChartPanelProps {
  title: string
  sentence?: string | undefined
  lies?: string | undefined
  /** Choices of this chart, left of its own buttons. */
  controls?: ReactNode
  /** The same numbers as a table. */
  table: ReactNode
  /** Draws for a width in pixels. */
  draw: (width: number) => Drawing
  /** Instead of the drawing, where there is no room for one: the phone's rows. Where these are the table itself there is nothing to change to. */
  face?: ReactNode
  children?: ReactNode
}

/**
 * A chart with its definition, its table twin and its picture to take along:
 * `<ChartPanel title sentence lies table={<table/>} draw={(width) => ({ height, content: <g/> })} />`.
 */
export function ChartPanel({ title, sentence, lies, controls, table, draw, face, children }: ChartPanelProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const svg = useRef<SVGSVGElement>(null)
  const [isTable, setTable] = useState(false)
  const picture = async (kind: 'png' | 'svg'): Promise<void> => {
    const { pngPicture, save, svgPicture } = await import('./picture.ts')
    if (!svg.current) return
    const caption = { title, lines: [sentence, lies].filter((line) => line !== undefined && line !== '') as string[] }
    const blob =
      kind === 'png'
        ? await pngPicture(svg.current, caption)
        : new Blob([svgPicture(svg.current, caption).source], { type: 'image/svg+xml' })
    save(blob, `${title}.${kind}`)
  }
  return (
    <Panel
      title={title}
      actions={
        <div className={classes['tools']}>
          {controls}
          {face !== table && (
            <Button
              size={phone ? 'sm' : 'compact-sm'}
              variant="default"
              aria-label={`${t(isTable ? 'asChart' : 'asTable')}: ${title}`}
              title={t(isTable ? 'asChart' : 'asTable')}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </Button>
          )}
          {!phone && !isTable && (
            <RowActions
              framed
              label={t('save')}
              of={title}
              icon={<IconPhotoDown size={16} />}
              actions={[
                { key: 'png', label: t('png'), run: () => void picture('png') },
                { key: 'svg', label: t('svg'), run: () => void picture('svg') },
              ]}
            />
          )}
        </div>
      }
    >
      {sentence !== undefined && <Meaning sentence={sentence} lies={lies} />}
      {isTable ? table : (face ?? <Chart title={title} draw={draw} svgRef={svg} />)}
      {children}
    </Panel>
  )
}
