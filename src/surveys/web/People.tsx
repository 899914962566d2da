import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { contactRoles, type ContactRole } from '../../contacts/role.ts'
import { roleWords } from '../../contacts/role-words.ts'
import { tiers } from '../../key-accounts/score.ts'
import type { Locale } from '../../platform/words.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { CheckField } from '../../ui/fields/Fields.tsx'
import { FilterBar, type FilterField } from '../../ui/FilterBar.tsx'
import { localeOptions } from '../../ui/locale-names.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { asked, type ViewOf } from '../../ui/url.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { findRecipients, invite } from '../contract.ts'
import { Asked } from './Asked.tsx'
import type { Link, Survey } from './survey-view.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const LinksDialog = onDemand(
  async () => (await import('./LinksDialog.tsx')).LinksDialog,
  ({ links }) => links !== undefined,
)

const ruleAsked = {
  q: asked.text,
  role: asked.oneOf(contactRoles),
  tier: asked.oneOf(tiers),
  boughtWithin: asked.text,
  notAskedWithin: asked.text,
}
type Rule = ViewOf<typeof ruleAsked>

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))

/** Whom to ask: people by a rule, chosen one by one or all, and their links. */
export function People({ survey, customer }: { survey: Survey; customer: string | undefined }): ReactNode {
  const t = useWords(words)
  const [rule, setRule] = useState<Rule>({})
  const [links, setLinks] = useState<readonly Link[]>()
  const { role, tier, boughtWithin, notAskedWithin, q } = rule
  const found = useRead(
    findRecipients,
    {
      params: { id: survey.id },
      query: {
        ...(q && { q }),
        ...(role && { role }),
        ...(tier && { tier }),
        ...(boughtWithin && { boughtWithin: numberOf(boughtWithin) }),
        ...(notAskedWithin && { notAskedWithin: numberOf(notAskedWithin) }),
        ...(customer && { customer }),
      },
    },
    { keep: true, follows: ['contacts', 'customers'] },
  )
  return (
    <div className={classes['stack']}>
      <Panel title={t('who')}>
        <div className={classes['stack']}>
          <p className={classes['hint']}>{t('noMail')}</p>
          <FilterBar view={rule} onChange={(next) => setRule((before) => ({ ...before, ...next }))} fields={useRules()} />
          {found.data ? (
            <Choosing survey={survey} found={found.data} onMade={setLinks} />
          ) : found.error ? (
            <ErrorPanel problem={found.error} retry={() => void found.refetch()} />
          ) : (
            <TextSkeleton lines={5} />
          )}
        </div>
      </Panel>
      <Asked surveyId={survey.id} />
      <LinksDialog links={links} onClose={() => setLinks(undefined)} />
    </div>
  )
}

function useRules(): readonly FilterField[] {
  const t = useWords(words)
  const r = useWords(roleWords)
  const days = (key: string, label: string, options: { value: string; label: string }[]): FilterField => ({ kind: 'choice', key, label, options }) // prettier-ignore
  return [
    { kind: 'text', key: 'q', label: t('search') },
    { kind: 'choice', key: 'role', label: t('role'), options: contactRoles.map((value) => ({ value, label: r(`role.${value}`) })) },
    { kind: 'choice', key: 'tier', label: t('tier'), options: tiers.map((value) => ({ value, label: value })) },
    days('boughtWithin', t('boughtWithin'), [{ value: '365', label: t('bought365') }, { value: '730', label: t('bought730') }]),
    days('notAskedWithin', t('notAskedWithin'), [{ value: '90', label: t('notAsked90') }, { value: '180', label: t('notAsked180') }]),
  ] // prettier-ignore
}

interface ChoosingProps {
  survey: Survey
  found: { items: readonly Recipient[]; total: number }
  onMade: (links: readonly Link[]) => void
}
type Recipient = Parameters<typeof Person>[0]['person']

function Choosing({ survey, found, onMade }: ChoosingProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [locale, setLocale] = useState<Locale>(useLocale())
  const make = useWrite(invite, {
    onDone: ({ links }) => {
      setChosen(new Set())
      onMade(links)
    },
    onProblem: (problem) => notify.refused(problem),
  })
  const ids = found.items.map(({ contact }) => contact.id)
  const picked = ids.filter((id) => chosen.has(id))
  const closed = survey.permissions.ask?.sentence
  const isAll = ids.length > 0 && picked.length === ids.length
  const count = format.count(found.total)
  return (
    <>
      <div className={classes['line']}>
        <CheckField
          label={t('chooseAll')}
          checked={isAll}
          indeterminate={!isAll && picked.length > 0}
          disabled={ids.length === 0}
          onChange={() => setChosen(new Set(isAll ? [] : ids))}
        />
        <span className={classes['hint']} role="status">
          {found.total > ids.length ? t('foundMost', { count, shown: format.count(ids.length) }) : t('found', { count })}
        </span>
      </div>
      <ul className={classes['people']} aria-label={t('who')}>
        {found.items.map((person) => (
          <Person
            key={person.contact.id}
            person={person}
            isChosen={chosen.has(person.contact.id)}
            onChoose={(isChosen) => {
              const next = new Set(chosen)
              if (isChosen) next.add(person.contact.id)
              else next.delete(person.contact.id)
              setChosen(next)
            }}
          />
        ))}
      </ul>
      <div className={classes['line']}>
        <ChoiceField label={t('linkLanguage')} size="xs" value={locale} onChange={setLocale} options={localeOptions} />
        <Button
          disabled={picked.length === 0 || closed !== undefined}
          title={closed}
          loading={make.isPending}
          onClick={() => make.mutate({ params: { id: survey.id }, body: { contactIds: picked, locale } })}
        >
          {t('makeLinks', { count: picked.length })}
        </Button>
        {survey.state !== 'open' && <span className={classes['hint']}>{t('notOpen')}</span>}
      </div>
    </>
  )
}

interface PersonProps {
  person: {
    contact: { id: string; name: string }
    customer: { id: string; name: string }
    owner: { id: string; name: string }
    role: ContactRole | null
    lastAskedAt: string | null
    isAsked: boolean
  }
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}

function Person({
  person: { contact, customer, owner, role, lastAskedAt, isAsked },
  isChosen,
  onChoose,
}: PersonProps): ReactNode {
  const t = useWords(words)
  const r = useWords(roleWords)
  const format = useFormat()
  return (
    <li>
      <CheckField
        label={`${contact.name} · ${customer.name}`}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <span className={classes['hint']}>{role && r(`role.${role}`)}</span>
      <span className={classes['hint']}>{owner.name}</span>
      {isAsked ? (
        <span className={classes['hint']}>{t('hasLink')}</span>
      ) : (
        lastAskedAt && (
          <span className={classes['hint']}>
            {t('lastAsked')} {format.ago(lastAskedAt)}
          </span>
        )
      )}
    </li>
  )
}
