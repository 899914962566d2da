import { Button } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { harmless } from '../../platform/files/harmless.ts'
import { save, pngPicture } from '../../ui/charts/picture.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { confirm, Dialog } from '../../ui/Dialogs.tsx'
import { QrPicture } from '../../ui/QrPicture.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Link } from './survey-view.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const quoted = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`

/** Links that were made just now: copied, shown as codes, or taken as a list. They are never shown again. */
export function LinksDialog({ links, onClose }: { links: readonly Link[] | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [isKept, setKept] = useState(false)
  const all = links ?? []
  const download = (): void => {
    const rows = [
      [t('customer'), t('contact'), t('file.link'), t('until')],
      ...all.map(({ customer, contact, url, expiresAt }) => [customer.name, contact.name, url, format.moment(expiresAt)]),
    ]
    const text = `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
    save(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${t('fileName')}.csv`)
    setKept(true)
  }
  const close = async (): Promise<void> => {
    if (isKept || (await confirm({ title: t('closeAsk'), body: t('closeBody'), action: t('closeGo') }))) {
      setKept(false)
      onClose()
    }
  }
  return (
    <Dialog
      opened={links !== undefined}
      onClose={() => void close()}
      title={t('linksTitle', { count: all.length })}
      footer={
        <>
          <Button variant="default" onClick={download}>
            {t('download')}
          </Button>
          <Button
            onClick={() => {
              setKept(false)
              onClose()
            }}
          >
            {t('done')}
          </Button>
        </>
      }
    >
      <div className={classes['links']}>
        <p className={classes['hint']}>{t('noMail')}</p>
        {all.map((link) => (
          <OneLink key={link.id} link={link} isAlone={all.length === 1} />
        ))}
      </div>
    </Dialog>
  )
}

function OneLink({ link: { contact, customer, url, expiresAt }, isAlone }: { link: Link; isAlone: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [isShown, setShown] = useState(isAlone)
  const picture = useRef<SVGSVGElement>(null)
  const lines = [customer.name, `${t('until')} ${format.moment(expiresAt)}`]
  const keep = async (): Promise<void> => {
    if (picture.current) save(await pngPicture(picture.current, { title: contact.name, lines }), `${contact.name}.png`)
  }
  return (
    <section className={classes['link']} aria-label={t('linkOf', { contact: contact.name, customer: customer.name })}>
      <strong>
        {contact.name} · {customer.name}
      </strong>
      <CopyText text={url} label={t('copyLink')} />
      <div className={classes['line']}>
        <Button size="compact-xs" variant="subtle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t('showQr')}
        </Button>
        {isShown && (
          <Button size="compact-xs" variant="subtle" onClick={() => void keep()}>
            {t('saveQr')}
          </Button>
        )}
        <span className={classes['hint']}>
          {t('until')} {format.moment(expiresAt)}
        </span>
      </div>
      {isShown && (
        <QrPicture text={url} label={t('qrOf', { contact: contact.name })} className={classes['qr']} svgRef={picture} />
      )}
    </section>
  )
}
