import { Button } from '@mantine/core'
import { IconSwords } from '@tabler/icons-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import {
  archiveCompetitor,
  changeCompetitor,
  createCompetitor,
  listCompetitors,
  restoreCompetitor,
  type readCompetitor,
} from '../contract.ts'
import { CatalogueList } from './CatalogueList.tsx'
import classes from './Catalogue.module.css'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

type Competitor = ReplyOf<typeof readCompetitor>

/** Who else sells to our customers. */
export function CompetitorsTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listCompetitors, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
  const [editing, setEditing] = useState<Competitor | 'new'>()
  const onProblem = notify.refused
  const back = useWrite(restoreCompetitor, { onDone: ({ name }) => notify.done(t('restored', { name })), onProblem })
  const away = useWrite(archiveCompetitor, { onProblem })
  const columns = useMemo<Column<Competitor>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, width: 260, fixed: true },
      { key: 'note', header: t('note'), cell: ({ note }) => note ?? '–' },
    ],
    [t],
  )
  return (
    <>
      <CatalogueList
        name="competitors"
        view={view}
        onView={onView}
        list={list}
        columns={columns}
        isGone={({ archived }) => archived}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onArchive={({ id, name }) =>
          away.mutate(
            { params: { id } },
            { onSuccess: () => notify.done(t('archived', { name }), { undo: () => back.mutate({ params: { id } }) }) },
          )
        }
        onRestore={({ id }) => back.mutate({ params: { id } })}
        addLabel={t('addCompetitor')}
        searchLabel={t('search')}
        emptyTitle={t('noCompetitors')}
        emptyHint={t('noCompetitorsHint')}
        icon={<IconSwords size={28} stroke={1.5} />}
        card={({ name, note }) => (
          <>
            <strong>{name}</strong>
            {note && <span className={classes['quiet']}>{note}</span>}
          </>
        )}
      />
      <CompetitorDialog competitor={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}

const blank = { name: '', note: '' }

function CompetitorDialog({
  competitor,
  onClose,
}: {
  competitor: Competitor | 'new' | undefined
  onClose: () => void
}): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const existing = competitor === 'new' ? undefined : competitor
  const form = useFields(createCompetitor.body, blank, { blanks: 'null' })
  useEffect(() => {
    if (!competitor) return
    form.reset(competitor === 'new' ? blank : { name: competitor.name, note: competitor.note ?? '' })
    // filled once for each competitor that is opened; the form object is new with every render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [competitor])
  const options = (word: 'added' | 'saved') => ({
    onProblem: form.refuse,
    onDone: ({ name }: { name: string }) => {
      onClose()
      notify.done(t(word, { name }))
    },
  })
  const add = useWrite(createCompetitor, options('added'))
  const change = useWrite(changeCompetitor, options('saved'))
  return (
    <Dialog
      opened={competitor !== undefined}
      onClose={onClose}
      title={existing ? t('editCompetitor') : t('addCompetitor')}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) =>
        existing
          ? change.mutateAsync({ params: { id: existing.id }, body, ifMatch: existing.version })
          : add.mutateAsync({ body }),
      )}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {existing ? k('save') : t('addCompetitor')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} required data-autofocus autoComplete="off" {...form.field('name')} />
      <LongTextField label={t('note')} {...form.field('note')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
