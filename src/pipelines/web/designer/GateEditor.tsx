import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { DayField } from '../../../ui/fields/DayField.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { onDemand } from '../../../ui/on-demand.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { Criterion } from '../../criteria.ts'
import { namesOf } from '../../criteria-words.ts'
import type { Gate } from '../../gate.ts'
import { words } from '../words/criteria.ts'
import { addInto, criterionAt, insertAt, removeAt, replaceAt, type TreePath } from './criteria-tree.ts'
import { CriterionTree, type TreeActions } from './CriterionTree.tsx'
import { useDesign, useStage } from './design.ts'
import classes from './Designer.module.css'

const CriterionDialog = onDemand(
  async () => (await import('./CriterionDialog.tsx')).CriterionDialog,
  ({ asked }) => asked !== undefined,
)

/** What the picker is opened for: a criterion that is there, or a new one in a group (the empty path: the gate itself). */
export interface AskedCriterion {
  path: TreePath
  criterion: Criterion | null
}

/** One side of a stage: what has to be there, and whether a move is stopped without it. */
export function GateEditor({ index, side }: { index: number; side: 'entry' | 'exit' }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { definition, isReadOnly } = useDesign()
  const [stage, change] = useStage(index)
  const [asked, setAsked] = useState<AskedCriterion>()
  const gate = stage[side]
  const { criteria } = gate
  const names = useMemo(() => namesOf(definition, locale), [definition, locale])
  const write = (part: Partial<Gate>): void => change({ [side]: { ...gate, ...part } })
  const set = (next: readonly Criterion[]): void => write({ criteria: next })
  const actions: TreeActions = {
    edit: (path) => setAsked({ path, criterion: criterionAt(criteria, path) ?? null }),
    addInside: (path) => setAsked({ path, criterion: null }),
    set,
    remove: (path) => {
      const one = criterionAt(criteria, path)
      if (!one) return
      const rest = removeAt(criteria, path)
      set(rest)
      notify.done(t('removed'), { undo: () => set(insertAt(rest, path, one)) })
    },
    toOther: (path) => {
      const one = criterionAt(criteria, path)
      const other = side === 'entry' ? 'exit' : 'entry'
      if (one)
        change({
          [side]: { ...gate, criteria: removeAt(criteria, path) },
          [other]: { ...stage[other], criteria: [...stage[other].criteria, one] },
        })
    },
  }
  const save = (criterion: Criterion): void => {
    if (!asked) return
    set(asked.criterion ? replaceAt(criteria, asked.path, criterion) : addInto(criteria, asked.path, criterion))
    setAsked(undefined)
  }
  return (
    <>
      <p className={classes['hint']}>{t(side === 'entry' ? 'entryHint' : 'exitHint', { name: stage.name[locale] })}</p>
      {criteria.length === 0 ? (
        <p>{t('open')}</p>
      ) : (
        <CriterionTree
          label={t('criteria')}
          criteria={criteria}
          whole={criteria}
          path={[]}
          names={names}
          side={side}
          {...(!isReadOnly && { actions })}
        />
      )}
      {!isReadOnly && (
        <div className={classes['buttons']}>
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => actions.addInside([])}>
            {t('addCriterion')}
          </Button>
        </div>
      )}
      {criteria.length > 0 && (
        <>
          <ChoiceField
            label={t('mode')}
            value={gate.mode}
            onChange={(mode) => write({ mode })}
            options={[
              { value: 'block', label: t('mode.block') },
              { value: 'warn', label: t('mode.warn') },
            ]}
          />
          {gate.mode === 'block' && (
            <DayField
              size="xs"
              w={240}
              label={t('warnsUntil')}
              description={t('warnsUntilHint')}
              value={gate.warnsUntil}
              onChange={(warnsUntil) => write({ warnsUntil })}
            />
          )}
        </>
      )}
      <CriterionDialog asked={asked} definition={definition} onSave={save} onClose={() => setAsked(undefined)} />
    </>
  )
}
