import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { notify } from '../../../ui/Notices.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import type { ElementDefinition } from '../../element-definition.ts'
import { words } from '../words/designer.ts'
import { words as elementWords } from '../words/designer-elements.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'
import { changedAt, keyFrom, nothingSaid, withoutAt } from './designing.ts'
import { ElementForm } from './ElementForm.tsx'
import { firstName } from './first-name.ts'

/** What must be known to win: a row per element, its weight in every stage. */
export function ElementsEditor(): ReactNode {
  const t = useWords(words)
  const e = useWords(elementWords)
  const k = useWords(kit)
  const locale = useLocale()
  const { definition, edit, isReadOnly } = useDesign()
  const { elements, stages } = definition
  const [opened, setOpened] = useState<number>()
  const set = (next: readonly ElementDefinition[]): void => edit((before) => ({ ...before, elements: next }))
  const add = (): void => {
    const key = keyFrom(
      '',
      'element',
      elements.map((element) => element.key),
    )
    set([
      ...elements,
      { key, name: firstName('newElement'), question: nothingSaid, dueStage: null, weights: {}, staleDays: null },
    ])
    setOpened(elements.length)
  }
  const remove = (at: number): void => {
    setOpened(undefined)
    set(withoutAt(elements, at))
    notify.done(e('elementRemoved', { name: elements[at]!.name[locale] }), { undo: () => set(elements) })
  }
  const shown = opened === undefined ? undefined : elements[opened]
  return (
    <>
      <p className={classes['hint']}>{e('elementsHint')}</p>
      {elements.length === 0 ? (
        <p>{e('noElements')}</p>
      ) : (
        <div className={classes['scroll']} role="region" aria-label={t('part.elements')} tabIndex={0}>
          <table className={classes['grid']}>
            <thead>
              <tr>
                <th scope="col">{e('element')}</th>
                <th scope="col">{e('dueStage')}</th>
                <th scope="col">{e('staleDays')}</th>
                {stages.map((stage) => (
                  <th key={stage.key} scope="col">
                    {stage.name[locale]}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {elements.map((element, at) => {
                const name = element.name[locale] || element.key
                const write = (part: Partial<ElementDefinition>): void => set(changedAt(elements, at, part))
                return (
                  <tr key={at}>
                    <th scope="row">
                      <button
                        type="button"
                        className={classes['link']}
                        aria-expanded={opened === at}
                        onClick={() => setOpened(opened === at ? undefined : at)}
                      >
                        {name}
                      </button>
                    </th>
                    <td>
                      <NativeSelect
                        size="xs"
                        className={classes['due']!}
                        disabled={isReadOnly}
                        aria-label={e('dueOf', { element: name })}
                        data={[
                          { value: '', label: e('noStage') },
                          ...stages.map((stage) => ({ value: stage.key, label: stage.name[locale] })),
                        ]}
                        value={element.dueStage ?? ''}
                        onChange={(event) => write({ dueStage: event.currentTarget.value || null })}
                      />
                    </td>
                    <td>
                      <NumberCell
                        label={e('staleOf', { element: name })}
                        value={element.staleDays}
                        max={3650}
                        onChange={(days) => write({ staleDays: days === null || days < 1 ? null : Math.round(days) })}
                      />
                    </td>
                    {stages.map((stage) => (
                      <td key={stage.key}>
                        <NumberCell
                          label={e('weightAt', { element: name, stage: stage.name[locale] })}
                          value={element.weights[stage.key] ?? null}
                          max={1000}
                          onChange={(weight) => write({ weights: weighing(element.weights, stage.key, weight) })}
                        />
                      </td>
                    ))}
                    <td>
                      {!isReadOnly && (
                        <ActionIcon
                          size={26}
                          variant="subtle"
                          color="gray"
                          aria-label={`${k('remove')}: ${name}`}
                          onClick={() => remove(at)}
                        >
                          <IconX size={15} />
                        </ActionIcon>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {!isReadOnly && (
        <div className={classes['buttons']}>
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
            {e('addElement')}
          </Button>
        </div>
      )}
      {shown && opened !== undefined && (
        <ElementForm
          key={opened}
          element={shown}
          onChange={(part) => set(changedAt(elements, opened, part))}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}

const weighing = (weights: ElementDefinition['weights'], stage: string, weight: number | null): Record<string, number> => {
  const { [stage]: _, ...rest } = weights
  return weight === null ? rest : { ...rest, [stage]: weight }
}

interface NumberCellProps {
  label: string
  value: number | null
  max: number
  onChange: (value: number | null) => void
}

/** A cell of the grid: a plain input, for there may be some hundred. */
function NumberCell({ label, value, max, onChange }: NumberCellProps): ReactNode {
  const { isReadOnly } = useDesign()
  return (
    <input
      type="number"
      inputMode="decimal"
      className={classes['weight']}
      aria-label={label}
      min={0}
      max={max}
      step="any"
      readOnly={isReadOnly}
      value={value ?? ''}
      onChange={(event) => {
        const text = event.currentTarget.value
        const number = Number(text)
        onChange(text === '' || Number.isNaN(number) ? null : Math.min(max, Math.max(0, number)))
      }}
    />
  )
}
