import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { RowActions, type RowAction } from '../../../ui/RowActions.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { isGroup, type Criterion, type GroupCriterion } from '../../criteria.ts'
import { labelOf, type CriterionNames } from '../../criteria-words.ts'
import { words } from '../words/criteria.ts'
import { groupsBeside, liftOut, shiftAt, sinkInto, type TreePath } from './criteria-tree.ts'
import classes from './Designer.module.css'

/** Groups deeper than this are shown closed: nobody reads on without wanting to. */
const readableDepth = 3

export interface TreeActions {
  edit: (path: TreePath) => void
  addInside: (group: TreePath) => void
  remove: (path: TreePath) => void
  toOther: (path: TreePath) => void
  set: (criteria: readonly Criterion[]) => void
}

interface TreeProps {
  label: string
  criteria: readonly Criterion[]
  /** The whole gate, of which this is a part. */
  whole: readonly Criterion[]
  path: TreePath
  names: CriterionNames
  side: 'entry' | 'exit'
  /** Absent: it can only be read. */
  actions?: TreeActions
}

/** Criteria as sentences, groups in each other. */
export function CriterionTree(props: TreeProps): ReactNode {
  const { label, criteria, path, names, actions } = props
  const t = useWords(words)
  return (
    <ul className={classes['tree']} aria-label={label}>
      {criteria.map((criterion, index) => {
        const at = [...path, index]
        if (isGroup(criterion))
          return (
            <li key={index} className={classes['group']}>
              <Group {...props} group={criterion} path={at} />
            </li>
          )
        const sentence = labelOf(criterion, names)
        return (
          <li key={index} className={classes['leaf']}>
            {actions ? (
              <button type="button" className={classes['sentence']} onClick={() => actions.edit(at)}>
                {sentence}
              </button>
            ) : (
              <span className={classes['sentence']}>{sentence}</span>
            )}
            {actions && <Tools {...props} actions={actions} path={at} sentence={sentence} />}
          </li>
        )
      })}
      {criteria.length === 0 && <li className={classes['hint']}>{t('emptyGroup')}</li>}
    </ul>
  )
}

function Group(props: TreeProps & { group: GroupCriterion }): ReactNode {
  const { group, path, names, actions } = props
  const t = useWords(words)
  const title = t(group.kind === 'all' ? 'group.all' : 'group.any')
  const inside = (
    <>
      <CriterionTree {...props} label={title} criteria={group.of} />
      {actions && (
        <Button
          mt={6}
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => actions.addInside(path)}
        >
          {t('addInside')}
        </Button>
      )}
    </>
  )
  return (
    <>
      <div className={classes['groupHead']}>
        <strong>{title}</strong>
        {actions && <Tools {...props} actions={actions} sentence={title} />}
      </div>
      {path.length >= readableDepth ? (
        <Folded sentence={group.of.length === 0 ? t('deeper') : labelOf(group, names)} isEmpty={group.of.length === 0}>
          {inside}
        </Folded>
      ) : (
        inside
      )}
    </>
  )
}

/** What lies deeper than one reads at a glance; a group that is still empty stands open to be filled. */
function Folded({ sentence, isEmpty, children }: { sentence: string; isEmpty: boolean; children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(isEmpty)
  return (
    <details className={classes['deeper']} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{sentence}</summary>
      {children}
    </details>
  )
}

function Tools({
  whole,
  path,
  names,
  side,
  actions,
  sentence,
}: TreeProps & { actions: TreeActions; sentence: string }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const shown = (group: GroupCriterion): string => {
    const text = group.of.length === 0 ? t('emptyGroup') : labelOf(group, names)
    return text.length > 40 ? `${text.slice(0, 40)}…` : text
  }
  const list: RowAction[] = [
    { key: 'edit', label: k('edit'), run: () => actions.edit(path) },
    { key: 'up', label: t('moveUp'), run: () => actions.set(shiftAt(whole, path, -1)) },
    { key: 'down', label: t('moveDown'), run: () => actions.set(shiftAt(whole, path, 1)) },
    ...groupsBeside(whole, path).map(({ index, group }) => ({
      key: `into-${index}`,
      label: t('intoGroup', { group: shown(group) }),
      run: () => actions.set(sinkInto(whole, path, index)),
    })),
    ...(path.length > 1 ? [{ key: 'out', label: t('outOfGroup'), run: () => actions.set(liftOut(whole, path)) }] : []),
    { key: 'other', label: t(side === 'entry' ? 'toOther.exit' : 'toOther.entry'), run: () => actions.toOther(path) },
  ]
  return (
    <>
      <RowActions of={sentence} actions={list} />
      <ActionIcon
        size={26}
        variant="subtle"
        color="gray"
        aria-label={`${k('remove')}: ${sentence}`}
        onClick={() => actions.remove(path)}
      >
        <IconX size={15} />
      </ActionIcon>
    </>
  )
}
