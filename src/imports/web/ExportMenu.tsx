import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { addressOf } from '../../ui/api.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { exportRecords } from '../contract.ts'
import type { ExportKind } from '../export-columns.ts'
import { words } from './words/exporting.ts'

interface ExportMenuProps {
  kind: ExportKind
  /** What the list was asked for: the file holds the same rows in the same order. */
  asked: object
}

/** The list as it is filtered, as a file. */
export function ExportMenu({ kind, asked }: ExportMenuProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const closed = can('export') ? null : t('closed')
  const file = (format: 'xlsx' | 'csv'): string => addressOf(exportRecords, { params: { kind }, query: { ...asked, format } })
  return (
    <RowActions
      framed
      label={t('export')}
      icon={<IconDownload size={17} />}
      actions={[
        { key: 'xlsx', label: t('xlsx'), href: file('xlsx'), closed },
        { key: 'csv', label: t('csv'), href: file('csv'), closed },
      ]}
    />
  )
}
