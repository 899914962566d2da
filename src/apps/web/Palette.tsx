import { Modal } from '@mantine/core'
import { IconArrowRight, IconMoon, IconSearch, type Icon } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useAccountPreferences } from '../../people/web/use-account-preferences.ts'
import { usePreferences } from '../../ui/preferences.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useOpened } from '../../ui/use-opened.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { usePlaces } from './navigation.ts'
import classes from './Palette.module.css'
import { useFound } from './use-found.ts'
import { words } from './words.ts'

export interface Entry {
  key: string
  group: string
  label: string
  hint?: string | undefined
  icon: Icon
  run: () => void
}

const matches = (label: string, q: string): boolean => label.toLowerCase().includes(q.toLowerCase())

/** Ctrl/Cmd+K: go to a page, do something, or find a record by any part of its name, pinyin or phone (the server searches). */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const navigate = useNavigate()
  const places = usePlaces()
  const { theme } = usePreferences()
  const keep = useAccountPreferences()
  const listId = useId()
  const shown = useOpened(opened)
  const list = useRef<HTMLDivElement>(null)
  const [q, setQ] = useState('')
  const [marked, setMarked] = useState(0)
  const records = useFound(useDelayed(q.trim(), 160), opened)

  useEffect(() => {
    if (opened) setQ('')
  }, [opened])
  useEffect(() => setMarked(0), [q, records.entries.length])

  const entries = useMemo(() => {
    const go = (to: string): void => void navigate({ to })
    const pages: Entry[] = places.map(({ to, word, icon }) => ({
      key: to,
      group: t('goTo'),
      label: t(word),
      icon,
      run: () => go(to),
    }))
    const next = theme === 'dark' ? 'light' : 'dark'
    const actions: Entry[] = [
      { key: 'theme', group: t('actions'), label: `${t('theme')}: ${t(next)}`, icon: IconMoon, run: () => keep({ theme: next }) },
    ]
    return [...records.entries, ...[...pages, ...actions].filter(({ label }) => matches(label, q.trim()))]
  }, [places, records.entries, t, q, theme, keep, navigate])

  const run = (entry: Entry | undefined): void => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const last = entries.length - 1
    const moves: Record<string, number> = { ArrowDown: marked >= last ? 0 : marked + 1, ArrowUp: marked <= 0 ? last : marked - 1 }
    const target = moves[event.key]
    if (target !== undefined) {
      setMarked(target)
      list.current?.querySelector(`[data-index="${target}"]`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') run(entries[marked])
    else return
    event.preventDefault()
  }
  const optionId = (index: number): string => `${listId}-${index}`

  return (
    <Modal.Root opened={shown} onClose={onClose} size={600} yOffset="12vh" centered={false} fullScreen={phone}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t('palette')}>
        <div className={classes['box']}>
          <IconSearch size={18} aria-hidden="true" />
          <input
            data-autofocus
            className={classes['input']}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-label={t('palette')}
            aria-activedescendant={entries.length > 0 ? optionId(marked) : undefined}
            autoComplete="off"
            placeholder={t('paletteHint')}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          {phone && (
            <button type="button" className={classes['close']} onClick={onClose}>
              {t('close')}
            </button>
          )}
        </div>
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={t('palette')}
          className={classes['list']}
          aria-busy={records.isLoading}
        >
          {entries.map((entry, index) => (
            <div key={entry.key} role="presentation">
              {entry.group !== entries[index - 1]?.group && (
                <div className={classes['group']} role="presentation">
                  {entry.group}
                </div>
              )}
              <div
                id={optionId(index)}
                data-index={index}
                role="option"
                aria-selected={index === marked}
                className={classes['entry']}
                onPointerMove={() => setMarked(index)}
                onClick={() => run(entry)}
              >
                <entry.icon size={17} stroke={1.6} aria-hidden="true" />
                <span className={classes['label']}>{entry.label}</span>
                {entry.hint && <span className={classes['hint']}>{entry.hint}</span>}
                {index === marked && <IconArrowRight size={15} aria-hidden="true" />}
              </div>
            </div>
          ))}
        </div>
        <div role="status">
          {entries.length === 0 && !records.isLoading && <p className={classes['nothing']}>{t('nothing', { q: q.trim() })}</p>}
        </div>
        <p className={classes['foot']}>{t('hintKeys')}</p>
      </Modal.Content>
    </Modal.Root>
  )
}
