import { Button, Checkbox, CloseButton, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readAccountRoles, saveAccountRoles } from '../contract.ts'
import { accesses, isOwnRole } from '../roles.ts'
import classes from './AccountTeam.module.css'
import { words } from './words.ts'

type Setting = ReplyOf<typeof readAccountRoles>
type Edited = Setting['roles'][number]
const most = 12

/** Which roles account teams have, how they are called and what they may do to begin with. */
export function RolesPanel(): ReactNode {
  const t = useWords(words)
  const { data } = useRead(readAccountRoles, {})
  return <Panel title={t('roles')}>{data ? <Editor key={data.version} setting={data} /> : <TextSkeleton lines={5} />}</Panel>
}

/** A key nobody has yet. */
const freshKey = (roles: readonly Edited[]): string => {
  let number = roles.length + 1
  while (roles.some(({ key }) => key === `role-${number}`)) number++
  return `role-${number}`
}

function Editor({ setting }: { setting: Setting }): ReactNode {
  const t = useWords(words)
  const [roles, setRoles] = useState(setting.roles)
  const [problem, setProblem] = useState<Problem>()
  const closed = setting.permissions.edit?.sentence
  const save = useWrite(saveAccountRoles, {
    touches: ['customers', 'operating-mechanism'],
    onDone: () => notify.done(t('saved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const edit = (key: string, change: Partial<Edited>): void =>
    setRoles((before) => before.map((role) => (role.key === key ? { ...role, ...change } : role)))
  const send = (): void => {
    setProblem(undefined)
    const body = roles.map(({ key, name, label, access, leads }) => ({
      key,
      // the name that comes with the product stays in every reader's language
      name: isOwnRole(key) && name === null ? null : label.trim() || null,
      access,
      leads,
    }))
    save.mutate({ body: { roles: body }, ifMatch: setting.version })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <fieldset disabled={closed !== undefined} className={classes['roles']}>
        <p className={classes['hint']}>{closed ?? t('rolesHint')}</p>
        {roles.map(({ key, label, access, leads }, index) => (
          <div key={key} className={classes['role']}>
            <TextInput
              aria-label={t('roleNameOf', { number: index + 1 })}
              size="xs"
              maxLength={40}
              value={label}
              onChange={(event) => edit(key, { label: event.currentTarget.value, name: event.currentTarget.value })}
            />
            <ChoiceField
              label={t('startAccessOf', { number: index + 1 })}
              bare
              size="xs"
              options={accesses.map((value) => ({ value, label: t(`access.${value}`) }))}
              value={access}
              onChange={(next) => edit(key, { access: next })}
            />
            <Checkbox
              size="xs"
              label={t('leads')}
              aria-label={t('leadsOf', { number: index + 1 })}
              checked={leads}
              onChange={(event) => edit(key, { leads: event.currentTarget.checked })}
            />
            <CloseButton
              size="sm"
              aria-label={t('removeRole', { name: label })}
              disabled={roles.length === 1}
              onClick={() => setRoles((before) => before.filter((role) => role.key !== key))}
            />
          </div>
        ))}
        <FormProblem problem={problem} />
        <span className={classes['line']}>
          <Button type="submit" size="xs" loading={save.isPending}>
            {t('save')}
          </Button>
          {roles.length < most && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() =>
                setRoles((before) => [...before, { key: freshKey(before), name: '', label: '', access: 'read', leads: false }])
              }
            >
              {t('addRole')}
            </Button>
          )}
        </span>
      </fieldset>
    </form>
  )
}
