import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { useSession } from '../../ui/session.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { KeysHint } from './KeysHint.tsx'
import type { Pipeline } from './use-pipelines.ts'
import classes from './ViewControls.module.css'
import { words } from './words.ts'

type Layout = 'board' | 'table'

interface ViewControlsProps {
  layout: Layout
  onLayout: (layout: Layout) => void
  pipelines: readonly Pipeline[]
  /** Undefined: all of them, which only the table can show. */
  pipelineId: string | undefined
  onPipeline: (id: string | undefined) => void
  onCreate: () => void
  /** Before the way to a new deal. */
  children: ReactNode
}

/** Which pipeline, in which layout, and the way to a new deal. */
export function ViewControls({
  layout,
  onLayout,
  pipelines,
  pipelineId,
  onPipeline,
  onCreate,
  children,
}: ViewControlsProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const { can } = useSession()
  const all = layout === 'board' ? [] : [{ value: '', label: t('allPipelines') }]
  return (
    <>
      {pipelines.length > 1 && (
        <div className={classes['pipeline']}>
          <NativeSelect
            size="xs"
            aria-label={t('pipeline')}
            data={[...all, ...pipelines.map(({ id, name }) => ({ value: id, label: name }))]}
            value={pipelineId ?? ''}
            onChange={(event) => onPipeline(event.currentTarget.value || undefined)}
          />
        </div>
      )}
      <ChoiceField<Layout>
        bare
        size="xs"
        label={t('layout')}
        value={layout}
        onChange={onLayout}
        options={[
          { value: 'board', label: <LayoutLabel icon={<IconLayoutKanban size={15} />} text={t('board')} /> },
          { value: 'table', label: <LayoutLabel icon={<IconTable size={15} />} text={t('table')} /> },
        ]}
      />
      {layout === 'board' && !phone && <KeysHint />}
      {children}
      {can('opportunities.write') &&
        (phone ? (
          <ActionIcon variant="filled" size={42} aria-label={t('create')} onClick={onCreate}>
            <IconPlus size={20} />
          </ActionIcon>
        ) : (
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={onCreate}>
            {t('create')}
          </Button>
        ))}
    </>
  )
}

const LayoutLabel = ({ icon, text }: { icon: ReactNode; text: string }): ReactNode => (
  <span className={classes['layout']}>
    {icon}
    <span>{text}</span>
  </span>
)
