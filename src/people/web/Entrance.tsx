import { useEffect, type ReactNode } from 'react'
import type { Locale } from '../../platform/words.ts'
import { localeOptions } from '../../ui/locale-names.ts'
import { chooseLocale } from '../../ui/preferences.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import classes from './Entrance.module.css'
import { words } from './words/entrance.ts'

/** The frame of the pages before one is signed in: first run, sign-in, invitation. */
interface EntranceProps {
  title: string
  intro?: ReactNode
  wide?: boolean
  children: ReactNode
}

export function Entrance({ title, intro, wide = false, children }: EntranceProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  useEffect(() => {
    document.title = `${title} · Sluice`
  }, [title])
  return (
    <div className={classes['page']}>
      <header className={classes['top']}>
        <span className={classes['brand']}>
          <img src="/icon.svg" alt="" width={26} height={26} />
          Sluice
        </span>
        <select
          className={classes['language']}
          aria-label={t('languageChoice')}
          value={locale}
          onChange={(event) => chooseLocale(event.currentTarget.value as Locale)}
        >
          {localeOptions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </header>
      <main className={classes['card']} data-wide={wide || undefined}>
        <h1 className={classes['title']}>{title}</h1>
        {intro && <p className={classes['intro']}>{intro}</p>}
        {children}
      </main>
      <footer className={classes['foot']}>{t('tagline')}</footer>
    </div>
  )
}
