import { Button, Checkbox } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { CornerPanel } from './CornerPanel.tsx'
import classes from './DataTable.module.css'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

type Visibility = Record<string, boolean>
interface Choosable {
  key: string
  header: string
  hidden?: boolean
  fixed?: boolean
}

const read = (name: string): Visibility => {
  try {
    return JSON.parse(localStorage.getItem(`sluice-columns-${name}`) ?? '{}') as Visibility
  } catch {
    return {}
  }
}

/** Which columns of the list `name` this browser shows: the columns' own defaults, and what was chosen since. */
export const useColumnChoice = (name: string, columns: readonly Choosable[]): [Visibility, (next: Visibility) => void] => {
  const [chosen, setChosen] = useState(() => read(name))
  const visibility = useMemo(
    () => ({ ...Object.fromEntries(columns.map(({ key, hidden }) => [key, !hidden])), ...chosen }),
    [columns, chosen],
  )
  const change = (next: Visibility): void => {
    setChosen(next)
    try {
      localStorage.setItem(`sluice-columns-${name}`, JSON.stringify(next))
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
  return [visibility, change]
}

interface ColumnChoiceProps {
  columns: readonly Choosable[]
  visibility: Visibility
  onChange: (next: Visibility) => void
}

export function ColumnChoice({ columns, visibility, onChange }: ColumnChoiceProps): ReactNode {
  const t = useWords(words)
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpened(false), [])
  return (
    <>
      <Button
        ref={button}
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<IconColumns3 size={14} />}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        {t('columns')}
      </Button>
      <CornerPanel opened={opened} onClose={close} label={t('columns')} anchor={button} above>
        <div className={classes['choice']}>
          {columns
            .filter(({ fixed }) => !fixed)
            .map(({ key, header }) => (
              <Checkbox
                key={key}
                size="xs"
                label={header}
                checked={visibility[key] !== false}
                onChange={(event) => onChange({ ...visibility, [key]: event.currentTarget.checked })}
              />
            ))}
        </div>
      </CornerPanel>
    </>
  )
}
