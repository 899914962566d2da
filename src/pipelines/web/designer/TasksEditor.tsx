import { Button, NativeSelect } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { FieldRow, TextField } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { StageTask } from '../../definition.ts'
import { words } from '../words/designer.ts'
import { useDesign, useStage } from './design.ts'
import classes from './Designer.module.css'
import { changedAt, keyFrom, movedTo, nothingSaid, taskKeysOf, withoutAt } from './designing.ts'
import { firstName } from './first-name.ts'
import { ListItem } from './ListItem.tsx'
import { NamedFields } from './NamedFields.tsx'

const roles = ['owner', 'supervisor', 'presales', 'delivery', 'service', 'finance', 'marketing'] as const

/** The tasks that a deal gets on entering the stage. */
export function TasksEditor({ index }: { index: number }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { definition, isReadOnly } = useDesign()
  const [{ tasks }, change] = useStage(index)
  const [opened, setOpened] = useState<number>()
  const set = (next: readonly StageTask[]): void => change({ tasks: next })
  const add = (): void => {
    const key = keyFrom('', 'task', taskKeysOf(definition))
    set([
      ...tasks,
      { key, name: firstName('newTask'), standard: nothingSaid, expectedResult: nothingSaid, role: 'owner', dueDays: 3 },
    ])
    setOpened(tasks.length)
  }
  const remove = (at: number): void => {
    setOpened(undefined)
    set(withoutAt(tasks, at))
    notify.done(t('taskRemoved', { name: tasks[at]!.name[locale] }), { undo: () => set(tasks) })
  }
  return (
    <>
      <p className={classes['hint']}>{t('tasksHint')}</p>
      {tasks.length === 0 && <p>{t('noTasks')}</p>}
      <ol className={classes['items']} aria-label={t('part.tasks')}>
        {tasks.map((task, at) => {
          const write = (part: Partial<StageTask>): void => set(changedAt(tasks, at, part))
          return (
            <ListItem
              key={at}
              name={task.name[locale] || task.key}
              meta={t('taskDue', { role: t(`role.${task.role}`), days: task.dueDays })}
              at={at}
              last={tasks.length - 1}
              isOpen={opened === at}
              onToggle={() => setOpened(opened === at ? undefined : at)}
              onMove={(to) => {
                set(movedTo(tasks, at, to))
                setOpened(undefined)
              }}
              onRemove={() => remove(at)}
            >
              <NamedFields label={t('name')} value={task.name} maxLength={80} isRequired onChange={(name) => write({ name })} />
              <NamedFields
                label={t('standard')}
                value={task.standard}
                maxLength={1000}
                isLong
                onChange={(standard) => write({ standard })}
              />
              <NamedFields
                label={t('expectedResult')}
                value={task.expectedResult}
                maxLength={400}
                isLong
                onChange={(expectedResult) => write({ expectedResult })}
              />
              <FieldRow>
                <NativeSelect
                  size="xs"
                  label={t('role')}
                  data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                  value={task.role}
                  onChange={(event) => write({ role: roles.find((role) => role === event.currentTarget.value) ?? task.role })}
                />
                <NumberField
                  size="xs"
                  label={t('dueDays')}
                  min={0}
                  max={365}
                  allowDecimal={false}
                  value={task.dueDays}
                  onChange={(dueDays) => write({ dueDays: dueDays ?? 0 })}
                />
                <TextField
                  size="xs"
                  label={t('key')}
                  maxLength={60}
                  value={task.key}
                  onChange={(event) => write({ key: event.currentTarget.value })}
                />
              </FieldRow>
            </ListItem>
          )
        })}
      </ol>
      {!isReadOnly && (
        <div className={classes['buttons']}>
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
            {t('addTask')}
          </Button>
        </div>
      )}
    </>
  )
}
