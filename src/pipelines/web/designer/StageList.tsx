import { Button, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconGripVertical, IconListDetails, IconPlus, IconTrophy } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { notify } from '../../../ui/Notices.tsx'
import { useFormat } from '../../../ui/Regional.tsx'
import { RowActions } from '../../../ui/RowActions.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { mostStages, type StageFull } from '../../definition.ts'
import { words } from '../words/designer.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'
import { addStage, duplicateStage, movedTo, putBackStage, removeStage } from './designing.ts'
import { firstName } from './first-name.ts'
import type { Part } from './places.ts'

interface StageListProps {
  part: Part
  chosen: string
  /** Open deals by stage id. */
  deals: Readonly<Record<string, number>>
  /** Keys of stages with something to mend. */
  flawed: ReadonlySet<string>
}

/** The stages in order: drag, Alt+arrows or the menu change it. Below them what belongs to the whole pipeline. */
export function StageList({ part, chosen, deals, flawed }: StageListProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { definition, edit, isReadOnly, go } = useDesign()
  const { stages } = definition
  const isFull = stages.length >= mostStages
  const [told, setTold] = useState('')
  const move = (from: number, to: number): void => {
    const stage = stages[from]
    if (!stage || to < 0 || to >= stages.length || from === to) return
    edit((before) => ({ ...before, stages: movedTo(before.stages, from, to) }))
    // Without a stage in the address the first is shown: it must not change under the reader's eyes.
    go({ part, stage: chosen })
    setTold(t('stageMoved', { name: stage.name[locale], place: to + 1 }))
  }
  const add = (): void => {
    const next = addStage(definition, firstName('newStage'))
    edit(() => next)
    go({ part: 'basics', stage: next.stages.at(-1)!.key })
  }
  const remove = (index: number): void => {
    const former = definition
    edit((before) => removeStage(before, index))
    const next = former.stages[index + 1] ?? former.stages[index - 1]
    if (former.stages[index]?.key === chosen && next) go({ part: 'basics', stage: next.key })
    notify.done(t('stageRemoved', { name: former.stages[index]!.name[locale] }), {
      undo: () => edit((before) => putBackStage(before, former, index)),
    })
  }
  const duplicate = (index: number): void => {
    const next = duplicateStage(definition, index, (name) => t('copyOf', { name }).slice(0, 80))
    edit(() => next)
    go({ part: 'basics', stage: next.stages[index + 1]!.key })
  }
  const wholes = [
    { key: 'elements', icon: <IconListDetails size={16} aria-hidden="true" /> },
    { key: 'win', icon: <IconTrophy size={16} aria-hidden="true" /> },
  ] as const
  return (
    <nav className={classes['side']} aria-label={t('stages')}>
      <h2 className={classes['sideTitle']}>{t('stages')}</h2>
      <ol className={classes['stageList']}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id ?? stage.key}
            stage={stage}
            index={index}
            last={stages.length - 1}
            isChosen={stage.key === chosen && part !== 'elements' && part !== 'win'}
            isFlawed={flawed.has(stage.key)}
            deals={deals[stage.id ?? '']}
            onOpen={() => go({ part: part === 'elements' || part === 'win' ? 'basics' : part, stage: stage.key })}
            onMove={move}
            onDuplicate={isFull ? undefined : duplicate}
            onRemove={remove}
          />
        ))}
      </ol>
      {!isReadOnly && (
        <>
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} disabled={isFull} onClick={add}>
            {t('addStage')}
          </Button>
          {isFull && <p className={classes['hint']}>{t('stagesFull', { count: mostStages })}</p>}
          <p className={classes['sideHint']}>{t('dragHint')}</p>
        </>
      )}
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      <h2 className={classes['sideTitle']}>{t('whole')}</h2>
      <ul className={classes['stageList']}>
        {wholes.map(({ key, icon }) => (
          <li key={key} className={classes['stageRow']} data-chosen={part === key || undefined}>
            <button
              type="button"
              className={classes['stageButton']}
              aria-current={part === key ? 'true' : undefined}
              onClick={() => go({ part: key, stage: chosen })}
            >
              {icon}
              <span className={classes['stageName']}>{t(`part.${key}`)}</span>
              {flawed.has(`:${key}`) && <Mark />}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface StageRowProps {
  stage: StageFull
  index: number
  last: number
  isChosen: boolean
  isFlawed: boolean
  deals: number | undefined
  onOpen: () => void
  onMove: (from: number, to: number) => void
  /** None where there are as many stages as a pipeline may have. */
  onDuplicate: ((index: number) => void) | undefined
  onRemove: (index: number) => void
}

function StageRow({ stage, index, last, isChosen, isFlawed, deals, onDuplicate, ...on }: StageRowProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const locale = useLocale()
  const format = useFormat()
  const { isReadOnly } = useDesign()
  const row = useRef<HTMLLIElement>(null)
  const { onMove } = on
  const latest = useRef(onMove)
  useEffect(() => {
    latest.current = onMove
  })
  useEffect(() => {
    if (isReadOnly || !row.current) return
    const element = row.current
    let detach: (() => void) | undefined
    let hasLeft = false
    import('./list-drag.ts')
      .then(({ attachRow }) => {
        if (!hasLeft) detach = attachRow(element, index, (from, to) => latest.current(from, to))
      })
      .catch(() => {
        // Without it stages are moved by keys and by the menu.
      })
    return () => {
      hasLeft = true
      detach?.()
    }
  }, [index, isReadOnly])
  const onKey = (event: KeyboardEvent): void => {
    if (isReadOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(index, index + (event.key === 'ArrowUp' ? -1 : 1))
  }
  const name = stage.name[locale] || stage.key
  return (
    <li ref={row} className={classes['stageRow']} data-chosen={isChosen || undefined}>
      {!isReadOnly && <IconGripVertical size={14} className={classes['grip']!} aria-hidden="true" />}
      <button
        type="button"
        className={classes['stageButton']}
        aria-current={isChosen ? 'true' : undefined}
        onClick={on.onOpen}
        onKeyDown={onKey}
      >
        <span className={classes['stageNumber']}>{index + 1}</span>
        <span className={classes['stageName']}>
          {name}
          <span className={classes['stageMeta']}>
            {format.share(stage.probability)}
            {deals !== undefined && deals > 0 && ` · ${t('openDeals', { count: format.count(deals) })}`}
          </span>
        </span>
        {isFlawed && <Mark />}
      </button>
      {!isReadOnly && (
        <RowActions
          of={name}
          actions={[
            ...(index > 0 ? [{ key: 'up', label: t('moveUp'), run: () => onMove(index, index - 1) }] : []),
            ...(index < last ? [{ key: 'down', label: t('moveDown'), run: () => onMove(index, index + 1) }] : []),
            ...(onDuplicate ? [{ key: 'copy', label: t('duplicate'), run: () => onDuplicate(index) }] : []),
            ...(last > 0 ? [{ key: 'remove', label: k('remove'), danger: true, run: () => on.onRemove(index) }] : []),
          ]}
        />
      )}
    </li>
  )
}

function Mark(): ReactNode {
  const t = useWords(words)
  return (
    <span className={classes['mark']}>
      <IconAlertTriangle size={15} aria-hidden="true" />
      <VisuallyHidden>{t('toMend')}</VisuallyHidden>
    </span>
  )
}
