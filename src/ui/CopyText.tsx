import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import classes from './CopyText.module.css'
import { useWords } from './use-words.ts'
import { words as kit } from './words.ts'

/** A secret shown once, with a button that copies it; where the clipboard is closed (plain http) the text is selected instead. */
export function CopyText({ text, label }: { text: string; label?: string }): ReactNode {
  const k = useWords(kit)
  const code = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  const select = (): void => {
    if (code.current) window.getSelection()?.selectAllChildren(code.current)
  }
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 3_000)
    } catch {
      select()
    }
  }
  return (
    <div className={classes['secret']}>
      <code ref={code}>{text}</code>
      <Button
        size="xs"
        variant={copied ? 'light' : 'filled'}
        data-autofocus
        leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        onClick={() => void copy()}
      >
        {copied ? k('copied') : (label ?? k('copy'))}
      </Button>
    </div>
  )
}
