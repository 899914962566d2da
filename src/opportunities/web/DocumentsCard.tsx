import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { documentWords } from '../../pipelines/document-words.ts'
import { documentCategories, type DocumentCategory } from '../../pipelines/gate-fields.ts'
import { addressOf, type ReplyOf } from '../../ui/api.ts'
import { dayOf } from '../../ui/format.ts'
import { FileDrop, ProgressBar } from '../../ui/FileDrop.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { useFormat, useRegional } from '../../ui/Regional.tsx'
import { RowActions } from '../../ui/RowActions.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { archiveDocument, attachDocument, listDocuments, readDocument, restoreDocument } from '../document-contract.ts'
import classes from './Documents.module.css'
import { words } from './words/documents.ts'

type Document = ReplyOf<typeof listDocuments>['items'][number]

/** As the server takes them (commands/documents.ts). */
const maxBytes = 20 * 1024 * 1024

const touches = ['documents', 'opportunities']

/** The documents of a deal by category; each category is one click away from uploading. */
export function DocumentsCard({ dealId, closed }: { dealId: string; closed: string | undefined }): ReactNode {
  const t = useWords(words)
  const list = useList(listDocuments, { params: { id: dealId }, query: { limit: 100 } }, { follows: ['documents'] })
  const [category, setCategory] = useState<DocumentCategory>()
  if (list.isPending) return <TextSkeleton lines={3} />
  if (list.error && list.items.length === 0) return <ErrorPanel problem={list.error} retry={list.refetch} />
  const order = (one: Document): number => documentCategories.indexOf(one.category)
  const documents = list.items.toSorted((a, b) => order(a) - order(b))
  return (
    <>
      {documents.length === 0 ? (
        <p className={classes['quiet']}>
          {t('empty')} {closed === undefined && t('emptyHint')}
        </p>
      ) : (
        <ul className={classes['list']}>
          {documents.map((one) => (
            <Line key={one.id} document={one} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button size="compact-xs" variant="subtle" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
      <Categories documents={documents} category={category} closed={closed} onChoose={setCategory} />
      {category !== undefined && closed === undefined && (
        <Upload key={category} dealId={dealId} category={category} onDone={() => setCategory(undefined)} />
      )}
    </>
  )
}

interface CategoriesProps {
  documents: readonly Document[]
  category: DocumentCategory | undefined
  closed: string | undefined
  onChoose: (category: DocumentCategory | undefined) => void
}

function Categories({ documents, category, closed, onChoose }: CategoriesProps): ReactNode {
  const t = useWords(words)
  const c = useWords(documentWords)
  return (
    <div className={classes['categories']} role="group" aria-label={t('chooseCategory')}>
      {documentCategories.map((one) => {
        const count = documents.filter((document) => document.category === one).length
        const name = c(`category.${one}`)
        return (
          <span key={one} data-mend={`document-${one}`}>
            <button
              type="button"
              className={classes['category']}
              aria-expanded={category === one}
              disabled={closed !== undefined}
              title={closed}
              onClick={() => onChoose(category === one ? undefined : one)}
            >
              <IconPlus size={12} aria-hidden="true" />
              <span>{name}</span>
              {count > 0 && <b>{count}</b>}
            </button>
          </span>
        )
      })}
    </div>
  )
}

function Upload({ dealId, category, onDone }: { dealId: string; category: DocumentCategory; onDone: () => void }): ReactNode {
  const t = useWords(words)
  const c = useWords(documentWords)
  const f = useFormat()
  const [sending, setSending] = useState<{ name: string; share: number }>()
  const attach = useWrite(attachDocument, {
    touches,
    onDone: ({ fileName }) => {
      notify.done(t('uploaded', { name: fileName }))
      onDone()
    },
    onProblem: (problem) => {
      setSending(undefined)
      notify.refused(problem)
    },
  })
  const send = (file: File): void => {
    const form = new FormData()
    // the category stands before the file, so that it is known when the file comes
    form.append('category', category)
    form.append('file', file, file.name)
    setSending({ name: file.name, share: 0 })
    attach.mutate({ params: { id: dealId }, form, onProgress: (share) => setSending({ name: file.name, share }) })
  }
  if (sending) {
    const label = t('uploading', { name: sending.name })
    return (
      <div className={classes['sending']}>
        <span>{label}</span>
        <ProgressBar share={sending.share} label={label} />
      </div>
    )
  }
  return (
    <div className={classes['drop']}>
      <FileDrop
        label={t('drop', { category: c(`category.${category}`) })}
        hint={t('limit', { limit: f.bytes(maxBytes) })}
        maxBytes={maxBytes}
        onFile={send}
      />
    </div>
  )
}

function Line({ document }: { document: Document }): ReactNode {
  const t = useWords(words)
  const c = useWords(documentWords)
  const f = useFormat()
  const { timeZone } = useRegional()
  const { id, fileName, category, size, uploadedAt, uploadedBy, permissions } = document
  const onProblem = notify.refused
  const back = useWrite(restoreDocument, { touches, onDone: () => notify.done(t('restored', { name: fileName })), onProblem })
  const away = useWrite(archiveDocument, {
    touches,
    onProblem,
    onDone: () => notify.done(t('archived', { name: fileName }), { undo: () => back.mutate({ params: { id } }) }),
  })
  const address = addressOf(readDocument, { params: { id } })
  return (
    <li className={classes['line']}>
      <span className={classes['kind']}>{c(`category.${category}`)}</span>
      <span className={classes['name']}>
        <a href={address} download={fileName}>
          {fileName}
        </a>
        <small>
          {f.bytes(size)} · {t('by', { name: uploadedBy.name, day: dayOf(uploadedAt, timeZone) })}
        </small>
      </span>
      <RowActions
        of={fileName}
        actions={[
          { key: 'download', label: t('download'), href: address },
          {
            key: 'archive',
            label: t('archive'),
            danger: true,
            closed: permissions.archive?.sentence,
            run: () => away.mutate({ params: { id } }),
          },
        ]}
      />
    </li>
  )
}
