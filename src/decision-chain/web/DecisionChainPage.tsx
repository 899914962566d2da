import { Button } from '@mantine/core'
import { IconChevronLeft, IconDownload, IconLayoutDistributeVertical, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Chain.module.css'
import { ChainPicture } from './ChainPicture.tsx'
import { GapList } from './Gaps.tsx'
import { Group } from './Group.tsx'
import { PersonPanel } from './PersonPanel.tsx'
import { useDrawnChain, type Chain, type ChangePeople } from './use-chain.ts'
import { useEditing } from './use-editing.ts'
import { words } from './words.ts'

const NewPerson = onDemand(
  async () => (await import('./NewPerson.tsx')).NewPerson,
  ({ opened }) => opened,
)

/** 决策链: who decides at a customer, drawn by hand. */
export function DecisionChainPage(): ReactNode {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Drawn key={id} customerId={id} />
}

function Drawn({ customerId }: { customerId: string }): ReactNode {
  const t = useWords(words)
  const { chain, read, change } = useDrawnChain(customerId)
  if (chain) return <Desk chain={chain} change={change} />
  return (
    <Page title={t('title')}>
      {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={10} />}
    </Page>
  )
}

function Desk({ chain, change }: { chain: Chain; change: ChangePeople }): ReactNode {
  const t = useWords(words)
  const [chosen, setChosen] = useState<string>()
  const [gap, setGap] = useState<string>()
  const [isAdding, setAdding] = useState(false)
  const phone = usePhone()
  const [fits, setFits] = useState(!phone)
  const side = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const editing = useEditing(chain, change, (id) => setChosen((before) => (before === id ? undefined : id)))
  const saveAs = useExport(chain, svg)
  const save = (kind: 'png' | 'svg'): void => {
    // what is chosen is nobody's business on paper
    flushSync(() => {
      setChosen(undefined)
      setGap(undefined)
    })
    void saveAs(kind)
  }
  const person = chain.people.find(({ id }) => id === chosen)
  useEffect(() => {
    if (phone && chosen !== undefined) side.current?.scrollIntoView({ block: 'nearest' })
  }, [phone, chosen])
  const closed = chain.permissions.edit?.sentence
  const tidied = chain.people.every(({ x }) => x === null) ? t('tidyAlready') : undefined
  const add = (
    <Button
      size="xs"
      leftSection={<IconUserPlus size={15} />}
      disabled={closed !== undefined}
      title={closed}
      onClick={() => setAdding(true)}
    >
      {t('add')}
    </Button>
  )
  return (
    <Page
      title={t('of', { name: chain.customer.name })}
      above={
        <Link to="/customers/$id" params={{ id: chain.customer.id }} className={classes['back']}>
          <IconChevronLeft size={15} aria-hidden="true" />
          {chain.customer.name}
        </Link>
      }
      actions={
        chain.people.length > 0 && (
          <>
            <Button size="xs" variant="default" onClick={() => setFits(!fits)}>
              {t(fits ? 'actual' : 'fit')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconLayoutDistributeVertical size={15} />}
              disabled={closed !== undefined || tidied !== undefined}
              title={closed ?? tidied}
              onClick={editing.tidy}
            >
              {t('tidy')}
            </Button>
            <RowActions
              framed
              label={t('export')}
              icon={<IconDownload size={16} />}
              actions={[
                { key: 'png', label: t('exportPng'), run: () => save('png') },
                { key: 'svg', label: t('exportSvg'), run: () => save('svg') },
              ]}
            />
            {add}
          </>
        )
      }
    >
      <div className={classes['desk']} data-chosen={person !== undefined || undefined}>
        <Panel flush>
          {chain.people.length === 0 ? (
            <EmptyState icon={<IconUsers size={28} stroke={1.5} />} title={t('nobody')} hint={t('nobodyHint')}>
              {add}
            </EmptyState>
          ) : (
            <ChainPicture
              chain={chain}
              editing={editing}
              chosen={chosen}
              marked={chain.gaps.find(({ code }) => code === gap)?.ids ?? []}
              fits={fits}
              svg={svg}
            />
          )}
          <p className={classes['foot']}>
            {chain.isCut && t('isCut', { count: chain.people.length })}{' '}
            {closed ? t('cantEdit', { why: closed }) : t(phone ? 'hintPhone' : 'hint')}
          </p>
        </Panel>
        <div className={classes['side']} ref={side}>
          {person ? (
            <PersonPanel key={person.id} chain={chain} person={person} editing={editing} />
          ) : (
            chain.people.length > 0 && <p className={classes['hint']}>{t('select')}</p>
          )}
          <Panel title={t('gaps')}>
            <GapList chain={chain} marked={gap} onMark={(code) => setGap(gap === code ? undefined : code)} />
          </Panel>
          <Group chain={chain} />
        </div>
      </div>
      <NewPerson opened={isAdding} customerId={chain.customer.id} onClose={() => setAdding(false)} onAdded={setChosen} />
    </Page>
  )
}

/** The picture as a file, with its title, the day and what is missing. */
function useExport(chain: Chain, svg: React.RefObject<SVGSVGElement | null>): (kind: 'png' | 'svg') => Promise<void> {
  const t = useWords(words)
  const format = useFormat()
  return async (kind) => {
    const { pngPicture, save, svgPicture } = await import('../../ui/charts/picture.ts')
    if (!svg.current) return
    const title = t('of', { name: chain.customer.name })
    const gaps = chain.gaps.map(({ code }) => t(`gap.${code}`))
    const lines = [t('drawnOn', { day: format.day(format.today()) }), ...(gaps.length > 0 ? [gaps.join(' · ')] : [])]
    const blob =
      kind === 'png'
        ? await pngPicture(svg.current, { title, lines })
        : new Blob([svgPicture(svg.current, { title, lines }).source], { type: 'image/svg+xml' })
    save(blob, `${title}.${kind}`)
  }
}
