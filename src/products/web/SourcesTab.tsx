import { Button } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { z } from 'zod'
import type { ReplyOf } from '../../ui/api.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FieldRow, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { Count } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { archiveSource, changeSource, createSource, listSources, restoreSource, type readSource } from '../contract.ts'
import { sourceKinds } from '../source.ts'
import { CatalogueList } from './CatalogueList.tsx'
import type { TabProps } from './ProductsPage.tsx'
import { words } from './words.ts'

type Source = ReplyOf<typeof readSource>

/** Where customers and leads come from, in the order in which they are offered. */
export function SourcesTab({ view, onView }: TabProps): ReactNode {
  const t = useWords(words)
  const list = useList(listSources, { query: { q: view.q, ...(view.archived ? { archived: 'true' as const } : {}) } })
  const [editing, setEditing] = useState<Source | 'new'>()
  const onProblem = notify.refused
  const back = useWrite(restoreSource, { onDone: ({ name }) => notify.done(t('restored', { name })), onProblem })
  const away = useWrite(archiveSource, { onProblem })
  const columns = useMemo<Column<Source>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => <strong>{name}</strong>, fixed: true },
      { key: 'kind', header: t('kind'), cell: ({ kind }) => <Kind kind={kind} />, width: 130 },
      { key: 'code', header: t('code'), cell: ({ key }) => key, width: 180 },
      { key: 'position', header: t('position'), cell: ({ position }) => <Count value={position + 1} />, width: 90, align: 'end' },
    ],
    [t],
  )
  return (
    <>
      <CatalogueList
        name="sources"
        view={view}
        onView={onView}
        list={list}
        columns={columns}
        isGone={({ active }) => !active}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onArchive={({ id, name }) =>
          away.mutate(
            { params: { id } },
            { onSuccess: () => notify.done(t('archived', { name }), { undo: () => back.mutate({ params: { id } }) }) },
          )
        }
        onRestore={({ id }) => back.mutate({ params: { id } })}
        addLabel={t('addSource')}
        searchLabel={t('search')}
        emptyTitle={t('noSources')}
        emptyHint={t('noSourcesHint')}
        icon={<IconRoute size={28} stroke={1.5} />}
        card={({ name, kind }) => (
          <span>
            <strong>{name}</strong> <Kind kind={kind} />
          </span>
        )}
      />
      <SourceDialog source={editing} onClose={() => setEditing(undefined)} />
    </>
  )
}

function Kind({ kind }: Pick<Source, 'kind'>): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={kind === 'new' ? 'plain' : 'primary'}>{t(`kind.${kind}`)}</StatusChip>
}

const line = z.string().trim().max(80).nullish()
const sourceForm = z.object({
  'zh-CN': line,
  'zh-TW': line,
  en: line,
  kind: z.enum(sourceKinds),
  place: z.number().int().min(1).max(100_000).nullish(),
})
const blank = { 'zh-CN': '', 'zh-TW': '', en: '', kind: 'new' as const, place: null }

function SourceDialog({ source, onClose }: { source: Source | 'new' | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const existing = source === 'new' ? undefined : source
  const form = useFields(sourceForm, blank)
  useEffect(() => {
    if (!source) return
    if (source === 'new') return form.reset(blank)
    form.reset({ ...source.names, kind: source.kind, place: source.position + 1 })
    // filled once for each source that is opened; the form object is new with every render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [source])
  const options = (word: 'added' | 'saved') => ({
    onProblem: form.refuse,
    onDone: ({ name }: { name: string }) => {
      onClose()
      notify.done(t(word, { name }))
    },
  })
  const add = useWrite(createSource, options('added'))
  const change = useWrite(changeSource, options('saved'))
  const submit = form.submit(({ kind, place, ...names }) => {
    const body = {
      kind,
      names: Object.fromEntries(Object.entries(names).filter(([, name]) => name)) as Record<string, string>,
      ...(place ? { position: place - 1 } : {}),
    }
    return existing
      ? change.mutateAsync({ params: { id: existing.id }, body, ifMatch: existing.version })
      : add.mutateAsync({ body })
  })
  return (
    <Dialog
      opened={source !== undefined}
      onClose={onClose}
      title={existing ? t('editSource') : t('addSource')}
      dirty={form.isDirty()}
      onSubmit={submit}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {existing ? k('save') : t('addSource')}
          </Button>
        </>
      }
    >
      <TextField label={t('names.zh-CN')} data-autofocus autoComplete="off" {...form.field('zh-CN')} />
      <TextField label={t('names.zh-TW')} autoComplete="off" {...form.field('zh-TW')} />
      <TextField label={t('names.en')} autoComplete="off" {...form.field('en')} />
      <FieldRow>
        <SelectField
          label={t('kind')}
          data={sourceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          allowDeselect={false}
          {...form.field('kind')}
        />
        <NumberField label={t('position')} min={1} {...form.field('place')} />
      </FieldRow>
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
