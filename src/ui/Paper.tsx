import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, type ReactNode } from 'react'
import classes from './Paper.module.css'

interface PaperProps {
  /** The browser proposes it as the file's name. */
  title: string
  /** The link to where the page belongs. */
  back: ReactNode
  hint: string
  print: string
  /** Whether everything that is to be printed is there. */
  isReady: boolean
  className?: string
  children: ReactNode
}

/** A page of A4 as it will be printed, or saved as PDF by the browser, below a bar that stays off the paper. */
export function Paper({ title, back, hint, print, isReady, className, children }: PaperProps): ReactNode {
  useLightPaper(title)
  return (
    <div className={classes['desk']}>
      <div className={classes['bar']}>
        {back}
        <span>{hint}</span>
        <Button size="xs" leftSection={<IconPrinter size={16} />} disabled={!isReady} onClick={() => window.print()}>
          {print}
        </Button>
      </div>
      <main id="main" className={[classes['sheet'], className].join(' ')}>
        {children}
      </main>
    </div>
  )
}

/** Paper is white whatever the reader's theme. */
function useLightPaper(title: string): void {
  useEffect(() => {
    const root = document.documentElement
    const before = root.dataset['mantineColorScheme']
    root.dataset['mantineColorScheme'] = 'light'
    return () => {
      if (before !== undefined) root.dataset['mantineColorScheme'] = before
    }
  }, [])
  useEffect(() => {
    document.title = title
  }, [title])
}
