import { useEffect, type ReactNode } from 'react'
import classes from './Page.module.css'

/**
 * The frame of a page: `<Page title={t('title')} actions={…} toolbar={<FilterBar …/>} fill>…</Page>`; sets the document's title.
 * `fill` gives the content the remaining height (for a DataTable or a board); without it the page scrolls.
 * <Panel title actions> is a bordered block inside; <Facts rows/> is a list of label and value.
 */
interface PageProps {
  title: string
  /** Beside the title: a chip, a count, a back link above it. */
  aside?: ReactNode
  above?: ReactNode
  actions?: ReactNode
  toolbar?: ReactNode
  fill?: boolean
  /** Reading width for forms and settings. */
  narrow?: boolean
  children: ReactNode
}

export function Page({ title, aside, above, actions, toolbar, fill = false, narrow = false, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Sluice`
  }, [title])
  return (
    <div className={classes['page']} data-fill={fill || undefined} data-narrow={narrow || undefined}>
      {above && <div className={classes['above']}>{above}</div>}
      <div className={classes['head']}>
        <h1 className={classes['title']}>{title}</h1>
        {aside}
        <div className={classes['actions']}>{actions}</div>
      </div>
      {toolbar && <div className={classes['toolbar']}>{toolbar}</div>}
      <div className={classes['content']}>{children}</div>
    </div>
  )
}

interface PanelProps {
  title?: ReactNode
  actions?: ReactNode
  /** No padding, for tables. */
  flush?: boolean
  /** Takes the remaining height of a `fill` page. */
  grow?: boolean
  children: ReactNode
}

export function Panel({ title, actions, flush = false, grow = false, children }: PanelProps): ReactNode {
  return (
    <section className={classes['panel']} data-grow={grow || undefined}>
      {(title || actions) && (
        <div className={classes['panelHead']}>
          <h2 className={classes['panelTitle']}>{title}</h2>
          {actions}
        </div>
      )}
      <div className={classes['panelBody']} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  )
}

export function Facts({ rows }: { rows: readonly { key: string; label: ReactNode; value: ReactNode }[] }): ReactNode {
  return (
    <dl className={classes['facts']}>
      {rows.map(({ key, label, value }) => (
        <div key={key} className={classes['fact']}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
