import { ActionIcon } from '@mantine/core'
import { IconExternalLink, IconPencil } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { onDemand } from '../../ui/on-demand.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readPlaybook } from '../contract.ts'
import type { Battlecard } from './BattlecardDialog.tsx'
import type { FitTiers } from './FitTiersDialog.tsx'
import classes from './Playbook.module.css'
import { RecordLine } from './RecordLine.tsx'
import { words } from './words.ts'

const BattlecardDialog = onDemand(
  async () => (await import('./BattlecardDialog.tsx')).BattlecardDialog,
  ({ card }) => card !== undefined,
)
const FitTiersDialog = onDemand(
  async () => (await import('./FitTiersDialog.tsx')).FitTiersDialog,
  ({ of }) => of !== undefined,
)

/** What to say, ask and show in the present stage; against whom; and whom the product fits. */
export function PlaybookPanel({ opportunityId }: { opportunityId: string }): ReactNode {
  const t = useWords(words)
  const follows = ['pipelines', 'battlecards', 'fit-tiers', 'competitors', 'products']
  const query = useRead(readPlaybook, { params: { id: opportunityId } }, { follows })
  const [card, setCard] = useState<Battlecard>()
  const [tiers, setTiers] = useState<FitTiers>()
  if (query.isPending) return <TextSkeleton lines={4} />
  if (!query.data) return query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
  const { talkTracks, questions, materials, battlecards, fitTiers } = query.data
  return (
    <div className={classes['panel']}>
      {talkTracks.length + questions.length + materials.length === 0 && <p className={classes['quiet']}>{t('nothingToSay')}</p>}
      <Texts title={t('talkTracks')} texts={talkTracks} />
      <Texts title={t('questions')} texts={questions} />
      <Materials of={materials} />
      {battlecards.length === 0 && <p className={classes['quiet']}>{t('noCompetitor')}</p>}
      {battlecards.map((one) => (
        <BattlecardView key={one.competitor.id} card={one} onEdit={setCard} />
      ))}
      {fitTiers && <TiersView of={fitTiers} onEdit={setTiers} />}
      <BattlecardDialog card={card} onClose={() => setCard(undefined)} />
      <FitTiersDialog of={tiers} onClose={() => setTiers(undefined)} />
    </div>
  )
}

function Texts({ title, texts }: { title: string; texts: readonly { text: string }[] }): ReactNode {
  return (
    texts.length > 0 && (
      <section>
        <h4>{title}</h4>
        <ul className={classes['texts']}>
          {texts.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    )
  )
}

function Materials({ of }: { of: ReplyOf<typeof readPlaybook>['materials'] }): ReactNode {
  const t = useWords(words)
  return (
    of.length > 0 && (
      <section>
        <h4>{t('materials')}</h4>
        <ul className={classes['texts']}>
          {of.map(({ name, address }) => (
            <li key={name}>
              {address && /^https?:/.test(address) ? (
                <a href={address} target="_blank" rel="noreferrer">
                  {name} <IconExternalLink size={13} aria-hidden="true" />
                </a>
              ) : (
                name
              )}
            </li>
          ))}
        </ul>
      </section>
    )
  )
}

interface HeadProps {
  title: string
  editLabel: string
  closed: boolean
  onEdit: () => void
}

function Head({ title, editLabel, closed, onEdit }: HeadProps): ReactNode {
  return (
    <div className={classes['head']}>
      <h4>{title}</h4>
      {!closed && (
        <ActionIcon size={26} variant="subtle" aria-label={editLabel} title={editLabel} onClick={onEdit}>
          <IconPencil size={15} />
        </ActionIcon>
      )}
    </div>
  )
}

function BattlecardView({ card, onEdit }: { card: Battlecard; onEdit: (card: Battlecard) => void }): ReactNode {
  const t = useWords(words)
  const { competitor, record, permissions } = card
  const parts = [
    { label: t('strengths'), text: card.strengths },
    { label: t('weaknesses'), text: card.weaknesses },
    { label: t('answer'), text: card.answer },
  ].filter(({ text }) => text !== '')
  return (
    <section className={classes['card']}>
      <Head
        title={t('battlecard', { name: competitor.name })}
        editLabel={t('editBattlecardOf', { name: competitor.name })}
        closed={permissions.edit !== null}
        onEdit={() => onEdit(card)}
      />
      {record && <RecordLine record={record} />}
      {parts.length === 0 && <p className={classes['quiet']}>{t('noBattlecard')}</p>}
      <dl>
        {parts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function TiersView({ of, onEdit }: { of: FitTiers; onEdit: (of: FitTiers) => void }): ReactNode {
  const t = useWords(words)
  const { product, permissions } = of
  const tiers = of.tiers.filter(({ features, strategy }) => features !== '' || strategy !== '')
  return (
    <section className={classes['card']}>
      <Head
        title={t('fitTiers', { name: product.name })}
        editLabel={t('editTiersOf', { name: product.name })}
        closed={permissions.edit !== null}
        onEdit={() => onEdit(of)}
      />
      {tiers.length === 0 && <p className={classes['quiet']}>{t('noTiers')}</p>}
      <dl>
        {tiers.map(({ tier, features, strategy }) => (
          <div key={tier}>
            <dt>{t(`tier.${tier}`)}</dt>
            <dd>
              {features && (
                <p>
                  <span className={classes['quiet']}>{t('features')}</span> {features}
                </p>
              )}
              {strategy && (
                <p>
                  <span className={classes['quiet']}>{t('strategy')}</span> {strategy}
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
