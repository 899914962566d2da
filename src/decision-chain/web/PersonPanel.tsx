import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { attitudes, contactRoles, type ContactRole } from '../../contacts/role.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { listMembers } from '../../people/contract.ts'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { circleBy, influences } from '../chain.ts'
import classes from './Chain.module.css'
import { Choices } from './Choices.tsx'
import type { Chain, Person } from './use-chain.ts'
import type { ChainEditing } from './use-editing.ts'
import { words } from './words.ts'

const rarely = { staleTime: 5 * 60_000 }

/** One person of the picture: everything about them is one press or one choice, and kept at once. */
export function PersonPanel({ chain, person, editing }: { chain: Chain; person: Person; editing: ChainEditing }): ReactNode {
  const t = useWords(words)
  const c = useWords(contactWords)
  const format = useFormat()
  const members = useRead(listMembers, { query: { limit: 200 } }, rarely).data?.items ?? []
  const { id, roles, attitude, influence, counterpart, lastTouch } = person
  const isClosed = !editing.isOpen
  const toggle = (role: ContactRole): void =>
    editing.change(id, { roles: roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role] })
  const bosses = chain.people.filter((one) => one.id !== id && !circleBy(chain.people, id, one.id))
  const ours = members.filter(({ status }) => status !== 'deactivated').map(({ id: value, name }) => ({ value, label: name }))
  const counterparts =
    counterpart && !ours.some(({ value }) => value === counterpart.id)
      ? [{ value: counterpart.id, label: counterpart.name }, ...ours]
      : ours
  return (
    <Panel title={person.name} actions={<CloseButton aria-label={t('close')} size="sm" onClick={() => editing.choose(id)} />}>
      <div className={classes['panel']}>
        {person.title && <span className={classes['hint']}>{person.title}</span>}
        <Choices
          label={t('attitude')}
          options={attitudes.map((value) => ({ value, label: c(`attitude.${value}`) }))}
          isOn={(value) => value === (attitude ?? 'unknown')}
          onPress={(value) => editing.change(id, { attitude: value })}
          isClosed={isClosed}
        />
        <Choices
          label={t('roles')}
          hint={t('rolesHint')}
          options={contactRoles.map((value) => ({ value, label: c(`role.${value}`) }))}
          isOn={(value) => roles.includes(value)}
          onPress={toggle}
          isClosed={isClosed}
        />
        <Choices
          label={t('influence')}
          options={influences.map((value) => ({ value, label: t(`influence.${value}`) }))}
          isOn={(value) => value === influence}
          onPress={(value) => editing.change(id, { influence: value === influence ? null : value })}
          isClosed={isClosed}
        />
        <SelectField
          label={t('boss')}
          placeholder={t('noBoss')}
          clearable
          disabled={isClosed}
          data={bosses.map(({ id: value, name }) => ({ value, label: name }))}
          value={person.reportsToId}
          onChange={(boss) => editing.line(id, boss)}
        />
        <SelectField
          label={t('counterpart')}
          placeholder={t('noCounterpart')}
          clearable
          disabled={isClosed}
          data={counterparts}
          value={counterpart?.id ?? null}
          onChange={(counterpartId) => editing.change(id, { counterpartId })}
        />
        <div>
          <div className={classes['label']}>{t('lastTouch')}</div>
          <div>{lastTouch ? t('touchedBy', { when: format.moment(lastTouch.at), name: lastTouch.by.name }) : t('never')}</div>
          <div className={classes['hint']}>{t('touches', { count: person.touches })}</div>
        </div>
      </div>
    </Panel>
  )
}
