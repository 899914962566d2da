import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './BulkMoveDialog.module.css'
import { words } from './words/gates.ts'

interface Refused {
  id: string
  problem: { title: string; missing?: readonly { kind: string; key: string; label: string }[] | undefined } | null
}

/** As many missing things are named per deal. */
const named = 4

/** Which of many deals were refused, and what each of them lacks. */
export function RefusedDeals({
  title,
  refused,
  nameOf,
}: {
  title: string
  refused: readonly Refused[]
  nameOf: (id: string) => string
}): ReactNode {
  const g = useWords(words)
  if (refused.length === 0) return null
  return (
    <>
      <p className={classes['line']} data-refused="true">
        <IconAlertTriangle size={16} aria-hidden="true" /> {title}
      </p>
      {/* a list that scrolls is reached by keyboard */}
      <ul className={classes['refused']} tabIndex={0} aria-label={title}>
        {refused.map(({ id, problem }) => (
          <li key={id}>
            <strong>{nameOf(id)}</strong> {problem?.title}
            {problem?.missing && problem.missing.length > 0 && (
              <ul>
                {problem.missing.slice(0, named).map(({ kind, key, label }) => (
                  <li key={`${kind}:${key}:${label}`}>{label}</li>
                ))}
                {problem.missing.length > named && <li>{g('more', { count: problem.missing.length - named })}</li>}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
