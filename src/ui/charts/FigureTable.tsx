import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../Regional.tsx'
import classes from './FigureTable.module.css'

export interface Head {
  key: string
  label: ReactNode
  /** What the column says in more words. */
  title?: string | undefined
  /** Words instead of figures: they stand left. */
  isText?: boolean
}

interface FigureTableProps {
  label: string
  /** The columns; the first one names the row. */
  heads: readonly (string | Head)[]
  /** On a phone each row is a card, its figures under one another, each behind its cell's `data-label`. */
  cards?: boolean
  /** The rows; a cell of words instead of figures is marked `data-text`. */
  children: ReactNode
}

/** A table of figures that scrolls by itself where it is too wide: `<FigureTable label={t('stays')} heads={[t('stage'), t('median')]}><tr/>…</FigureTable>`. */
export function FigureTable({ label, heads, cards, children }: FigureTableProps): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={classes['table']} data-cards={cards || undefined}>
        <thead>
          <tr>
            {heads.map((head) =>
              typeof head === 'string' ? (
                <th key={head} scope="col">
                  {head}
                </th>
              ) : (
                <th key={head.key} scope="col" title={head.title} data-text={head.isText || undefined}>
                  {head.label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

interface CountLinkProps {
  value: number
  /** What pressing it shows, with the count: “Show 12 deals”. */
  title: string
  /** Of what it is the count, read out before it. */
  name?: string | undefined
  onOpen: () => void
}

/** A count that opens what it counts; nothing to open at nought. */
export function CountLink({ value, title, name, onOpen }: CountLinkProps): ReactNode {
  const text = useFormat().count(value)
  return value === 0 ? (
    <span className={classes['nought']}>{text}</span>
  ) : (
    <UnstyledButton
      className={classes['link']}
      title={title}
      {...(name !== undefined && { 'aria-label': `${name} ${text}` })}
      onClick={onOpen}
    >
      {text}
    </UnstyledButton>
  )
}

/** How large a row's figure is beside the largest one, 0-1. */
export const FigureBar = ({ share }: { share: number }): ReactNode => (
  <span className={classes['bar']} aria-hidden="true">
    <span style={{ width: `${share * 100}%` }} />
  </span>
)
