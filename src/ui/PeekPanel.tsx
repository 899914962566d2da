import { ActionIcon, Drawer, Portal } from '@mantine/core'
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { isTyping } from './keys.ts'
import classes from './PeekDrawer.module.css'
import { useOpened } from './use-opened.ts'
import { usePhone } from './use-phone.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/** The drawer itself; PeekDrawer.tsx says how it is used. */
export interface PeekProps {
  /** The record being looked at; undefined closes. */
  id: string | undefined
  /** The list behind, in its order, for walking. */
  ids?: readonly string[]
  onWalk?: (id: string) => void
  onClose: () => void
  onOpenFull?: (id: string) => void
  title: ReactNode
  /** Buttons at the right of the title. */
  actions?: ReactNode
  /** Always in view at the bottom, e.g. the phone's action bar. */
  footer?: ReactNode
  width?: number
  children: ReactNode
}

export function PeekPanel({
  id,
  ids = [],
  onWalk,
  onClose,
  onOpenFull,
  title,
  actions,
  footer,
  width = 560,
  children,
}: PeekProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const titleId = useId()
  const opened = id !== undefined
  const body = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const position = id === undefined ? -1 : ids.indexOf(id)
  const before = position > 0 ? ids[position - 1] : undefined
  const after = position >= 0 ? ids[position + 1] : undefined

  useEffect(() => {
    if (!opened) return
    cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    panel.current?.focus({ preventScroll: true })
    return () => {
      const back = cameFrom.current
      if (back?.isConnected) back.focus({ preventScroll: true })
    }
  }, [opened])
  useEffect(() => {
    // in braces: newer browsers answer with a promise, which is no way to clean up
    body.current?.scrollTo({ top: 0 })
  }, [id])

  useEffect(() => {
    if (!opened) return
    const onKey = (event: KeyboardEvent): void => {
      // What lies above (a dialog, an open list) has the key first.
      if (event.defaultPrevented || document.querySelector('[aria-modal="true"]')) return
      if (event.key === 'Escape') return onClose()
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onOpenFull && id) {
        event.preventDefault()
        return onOpenFull(id)
      }
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.key === 'j' ? after : event.key === 'k' ? before : undefined
      if (target) onWalk?.(target)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened, id, before, after, onOpenFull, onWalk, onClose])

  const inside = (
    <>
      <div className={classes['head']}>
        <h2 id={titleId} className={classes['title']}>
          {title}
        </h2>
        <div className={classes['tools']}>
          {actions}
          {ids.length > 1 && onWalk && (
            <>
              <Step label={t('previous')} disabled={!before} onClick={() => before && onWalk(before)}>
                <IconChevronUp size={18} />
              </Step>
              <Step label={t('next')} disabled={!after} onClick={() => after && onWalk(after)}>
                <IconChevronDown size={18} />
              </Step>
            </>
          )}
          {onOpenFull && id && (
            <Step label={t('openFull')} onClick={() => onOpenFull(id)}>
              <IconArrowsDiagonal size={17} />
            </Step>
          )}
          <Step label={t('close')} onClick={onClose}>
            <IconX size={18} />
          </Step>
        </div>
      </div>
      <div ref={body} className={classes['body']}>
        {opened ? children : null}
      </div>
      {footer && opened && <div className={classes['foot']}>{footer}</div>}
    </>
  )
  if (phone)
    return (
      <Sheet opened={opened} onClose={onClose} label={title}>
        {inside}
      </Sheet>
    )
  if (!opened) return null
  // Not modal: the list behind stays usable, so neither focus nor scrolling is caught.
  return (
    <Portal>
      <section ref={panel} role="dialog" aria-labelledby={titleId} tabIndex={-1} className={classes['panel']} style={{ width }}>
        {inside}
      </section>
    </Portal>
  )
}

/** From below, over 92 % of the phone's height. */
function Sheet({
  opened,
  onClose,
  label,
  children,
}: {
  opened: boolean
  onClose: () => void
  label: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <Drawer.Root opened={useOpened(opened)} onClose={onClose} keepMounted position="bottom" size="92%" returnFocus={false}>
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content radius="14px 14px 0 0">
        <Drawer.Title className={classes['unseen']!}>{label}</Drawer.Title>
        <div className={classes['sheet']}>{children}</div>
      </Drawer.Content>
    </Drawer.Root>
  )
}

interface StepProps {
  label: string
  disabled?: boolean
  onClick: () => void
  children: ReactNode
}

function Step({ label, disabled = false, onClick, children }: StepProps): ReactNode {
  return (
    <ActionIcon aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}
