import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconCircleMinus,
  IconPencil,
  IconPuzzle,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import type { ElementState } from '../../pipelines/criteria.ts'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { ProgressBar } from '../../ui/FileDrop.tsx'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { dayOf } from '../../ui/format.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Elements.module.css'
import { ElementEditor } from './ElementEditor.tsx'
import { goTo, mendOf } from './mending.ts'
import { useElements, type Element, type ElementsOfDeal } from './use-elements.ts'
import { useSayElement } from './use-say-element.ts'
import { words } from './words/elements.ts'

interface ElementsCardProps {
  dealId: string
  customerId: string | null
}

/** 商机要素配齐表: how complete the knowledge of a deal is for its stage, and the place to say more in two clicks. */
export function ElementsCard({ dealId, customerId }: ElementsCardProps): ReactNode {
  const t = useWords(words)
  const query = useElements(dealId)
  const { say, isSaving } = useSayElement(dealId)
  const [openKey, setOpenKey] = useState<string>()
  const rows = useDueFirst(query.data)
  if (query.isPending) return <TextSkeleton lines={6} />
  if (!query.data) return query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
  const { elements, evidence, permissions } = query.data
  if (elements.length === 0)
    return <EmptyState icon={<IconPuzzle size={24} stroke={1.5} />} title={t('none')} hint={t('noneHint')} />
  return (
    <>
      <Completeness of={query.data} />
      <Contradictions of={query.data} dealId={dealId} customerId={customerId} />
      <ul className={classes['rows']}>
        {rows.map((element) => (
          <Row
            key={element.key}
            element={element}
            closed={permissions.edit?.sentence}
            isOpen={openKey === element.key}
            onToggle={() => setOpenKey(openKey === element.key ? undefined : element.key)}
          >
            <ElementEditor
              dealId={dealId}
              element={element}
              evidence={evidence}
              isSaving={isSaving}
              onClose={() => setOpenKey(undefined)}
              onSay={(said) => {
                say(element, said)
                setOpenKey(undefined)
              }}
            />
          </Row>
        ))}
      </ul>
    </>
  )
}

const isDue = ({ due }: Element): boolean => due === 'now' || due === 'earlier'
const rank = (element: Element): number => {
  if (!isDue(element)) return element.due === 'later' ? 4 : 5
  return element.state === 'unknown'
    ? 0
    : element.stale || element.state === 'unfavourable'
      ? 1
      : element.state === 'partial'
        ? 2
        : 3
}

/** What is due first; the order stays while the stage does, so that a row does not jump away from under the finger. */
function useDueFirst(of: ElementsOfDeal | undefined): Element[] {
  const signature = of && [of.stage?.key, ...of.elements.map(({ key }) => key)].join(' ')
  const [kept, setKept] = useState<{ signature: string | undefined; order: ReadonlyMap<string, number> }>({
    signature: undefined,
    order: new Map(),
  })
  if (of && kept.signature !== signature)
    setKept({
      signature,
      order: new Map(of.elements.toSorted((a, b) => rank(a) - rank(b)).map(({ key }, index) => [key, index])),
    })
  const { order } = kept
  return useMemo(() => (of?.elements ?? []).toSorted((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0)), [of, order])
}

function Completeness({ of }: { of: ElementsOfDeal }): ReactNode {
  const t = useWords(words)
  const f = useFormat()
  const missing = of.elements.filter((element) => isDue(element) && element.state === 'unknown').length
  if (of.completeness === null) return <p className={classes['quiet']}>{t('noWeight')}</p>
  return (
    <div className={classes['complete']}>
      <div className={classes['completeHead']}>
        <strong>{t('completenessAt', { stage: of.stage?.name ?? '–', share: f.share(of.completeness, 0) })}</strong>
        <span>{missing > 0 ? t('dueCount', { count: missing }) : t(of.elements.some(isDue) ? 'dueDone' : 'dueNone')}</span>
      </div>
      <ProgressBar share={of.completeness} label={t('completeness')} />
    </div>
  )
}

const looks: Record<ElementState, { tone: Tone; icon: ReactNode }> = {
  unknown: { tone: 'plain', icon: <IconCircle size={13} aria-hidden="true" /> },
  partial: { tone: 'primary', icon: <IconCircleHalf2 size={13} aria-hidden="true" /> },
  confirmed: { tone: 'done', icon: <IconCircleCheckFilled size={13} aria-hidden="true" /> },
  unfavourable: { tone: 'risk2', icon: <IconCircleMinus size={13} aria-hidden="true" /> },
}

interface RowProps {
  element: Element
  closed: string | undefined
  isOpen: boolean
  onToggle: () => void
  children: ReactNode
}

function Row({ element, closed, isOpen, onToggle, children }: RowProps): ReactNode {
  const t = useWords(words)
  const { timeZone } = useRegional()
  const { name, state, answer, note, evidence, asOf, staleDays } = element
  const shown = answer?.name ?? t(`state.${state}`)
  return (
    <li className={classes['row']} data-mend={`element-${element.key}`} data-open={isOpen || undefined}>
      <div className={classes['face']}>
        <button
          type="button"
          className={classes['state']}
          aria-expanded={isOpen}
          aria-label={t('change', { name, state: shown })}
          disabled={closed !== undefined}
          title={closed}
          onClick={onToggle}
        >
          <StatusChip tone={looks[state].tone} icon={looks[state].icon}>
            {shown}
          </StatusChip>
          {closed === undefined && <IconPencil size={13} aria-hidden="true" />}
        </button>
        <div className={classes['what']}>
          <span className={classes['name']} title={element.question || undefined}>
            {name}
          </span>
          {element.due === 'now' && state === 'unknown' && <StatusChip tone="risk1">{t('dueNow')}</StatusChip>}
          {element.due === 'earlier' && state === 'unknown' && <StatusChip tone="risk2">{t('overdue')}</StatusChip>}
          {element.stale && (
            <span title={t('staleHint', { days: staleDays ?? 0 })}>
              <StatusChip tone="risk1">{t('stale')}</StatusChip>
            </span>
          )}
          {note && <span className={classes['noteText']}>{note}</span>}
          {evidence && (
            <span className={classes['proof']}>
              {evidence.archived ? t('evidenceGone') : evidence.label ? <Evidence of={evidence} /> : t('evidenceHidden')}
            </span>
          )}
        </div>
        {asOf && state !== 'unknown' && (
          <span className={classes['day']}>{t('asOf', { day: dayOf(asOf, timeZone).slice(5) })}</span>
        )}
      </div>
      {isOpen && children}
    </li>
  )
}

function Evidence({ of: { kind, id, label } }: { of: NonNullable<Element['evidence']> }): ReactNode {
  const t = useWords(words)
  const text = t('evidenceBy', { label: label ?? '' })
  if (!id || kind === 'import') return text
  if (kind === 'activity')
    return (
      <Link to="/activities" search={{ peek: id } as never}>
        {text}
      </Link>
    )
  if (kind === 'contact')
    return (
      <Link to="/contacts" search={{ peek: id } as never}>
        {text}
      </Link>
    )
  return (
    <a href={`/api/v1/documents/${encodeURIComponent(id)}/content`} download>
      {text}
    </a>
  )
}

type Contradiction = ElementsOfDeal['contradictions'][number]

function Contradictions({ of, dealId, customerId }: { of: ElementsOfDeal } & ElementsCardProps): ReactNode {
  const t = useWords(words)
  if (of.contradictions.length === 0) return null
  return (
    <section className={classes['contradictions']} aria-label={t('contradictions')}>
      <h4>
        <IconAlertTriangle size={15} aria-hidden="true" /> {t('contradictions')}
      </h4>
      <ul>
        {of.contradictions.map((one) => (
          <li key={`${one.code}:${one.element}`}>
            <span>{one.sentence}</span>
            <Mending of={one} dealId={dealId} customerId={customerId} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Mending({ of: { mend }, dealId, customerId }: { of: Contradiction } & ElementsCardProps): ReactNode {
  const look = { size: 'compact-xs', variant: 'light' } as const
  if (mend.kind === 'activity')
    return (
      <AddressButton {...look} set={{ log: `opportunity:${dealId}:visit` }}>
        {mend.label}
      </AddressButton>
    )
  if (mend.kind === 'contact')
    return customerId === null ? null : (
      <Button {...look} renderRoot={(props) => <Link {...props} to="/customers/$id" params={{ id: customerId }} />}>
        {mend.label}
      </Button>
    )
  const way =
    mend.kind === 'field'
      ? mendOf({ kind: 'field', key: mend.key, test: 'set' })
      : ({ to: 'place', place: `${mend.kind}-${mend.key}` } as const)
  return (
    way && (
      <Button {...look} onClick={() => goTo(way)}>
        {mend.label}
      </Button>
    )
  )
}
