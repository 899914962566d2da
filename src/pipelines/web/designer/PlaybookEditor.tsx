import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { TextField } from '../../../ui/fields/Fields.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { Named } from '../../stage.ts'
import { words } from '../words/designer.ts'
import { useDesign, useStage } from './design.ts'
import classes from './Designer.module.css'
import { changedAt, movedTo, nothingSaid, withoutAt } from './designing.ts'
import { firstName } from './first-name.ts'
import { ListItem } from './ListItem.tsx'
import { NamedFields } from './NamedFields.tsx'

/** What to say, ask and show in a stage. */
export function PlaybookEditor({ index }: { index: number }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const [{ playbook }, change] = useStage(index)
  const { talkTracks, questions, materials } = playbook
  return (
    <>
      <Entries
        title={t('talkTracks')}
        adds={t('addTalkTrack')}
        list={talkTracks}
        blank={nothingSaid}
        nameOf={(one) => one[locale]}
        set={(next) => change({ playbook: { ...playbook, talkTracks: next } })}
        form={(one, write) => <Told label={t('talkTracks')} value={one} maxLength={2000} onChange={write} />}
      />
      <Entries
        title={t('questions')}
        adds={t('addQuestion')}
        list={questions}
        blank={nothingSaid}
        nameOf={(one) => one[locale]}
        set={(next) => change({ playbook: { ...playbook, questions: next } })}
        form={(one, write) => <Told label={t('questions')} value={one} maxLength={400} onChange={write} />}
      />
      <Entries
        title={t('materials')}
        adds={t('addMaterial')}
        list={materials}
        blank={{ name: firstName('newMaterial'), address: null }}
        nameOf={({ name }) => name[locale]}
        set={(next) => change({ playbook: { ...playbook, materials: next } })}
        form={(one, write) => (
          <>
            <NamedFields
              label={t('name')}
              value={one.name}
              maxLength={80}
              isRequired
              onChange={(name) => write({ ...one, name })}
            />
            <TextField
              size="xs"
              label={t('address')}
              type="url"
              maxLength={500}
              placeholder="https://"
              value={one.address ?? ''}
              onChange={(event) => write({ ...one, address: event.currentTarget.value.trim() || null })}
            />
          </>
        )}
      />
    </>
  )
}

function Told({
  label,
  value,
  maxLength,
  onChange,
}: {
  label: string
  value: Named
  maxLength: number
  onChange: (value: Named) => void
}): ReactNode {
  return <NamedFields label={label} value={value} maxLength={maxLength} isLong onChange={onChange} />
}

interface EntriesProps<T extends object> {
  title: string
  adds: string
  list: readonly T[]
  blank: T
  nameOf: (one: T) => string
  set: (list: readonly T[]) => void
  form: (one: T, write: (one: T) => void) => ReactNode
}

function Entries<T extends object>({ title, adds, list, blank, nameOf, set, form }: EntriesProps<T>): ReactNode {
  const t = useWords(words)
  const { isReadOnly } = useDesign()
  const [opened, setOpened] = useState<number>()
  const remove = (at: number): void => {
    setOpened(undefined)
    set(withoutAt(list, at))
    notify.done(t('itemRemoved'), { undo: () => set(list) })
  }
  return (
    <section className={classes['items']}>
      <h3>{title}</h3>
      <ol className={classes['items']} aria-label={title}>
        {list.map((one, at) => (
          <ListItem
            key={at}
            name={nameOf(one) || t('itemNumber', { what: title, number: at + 1 })}
            at={at}
            last={list.length - 1}
            isOpen={opened === at}
            onToggle={() => setOpened(opened === at ? undefined : at)}
            onMove={(to) => {
              set(movedTo(list, at, to))
              setOpened(undefined)
            }}
            onRemove={() => remove(at)}
          >
            {form(one, (next) => set(changedAt(list, at, next)))}
          </ListItem>
        ))}
      </ol>
      {!isReadOnly && (
        <div className={classes['buttons']}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} />}
            onClick={() => {
              set([...list, blank])
              setOpened(list.length)
            }}
          >
            {adds}
          </Button>
        </div>
      )}
    </section>
  )
}
