import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { FieldRow, TextField } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import type { ElementAnswer, ElementDefinition } from '../../element-definition.ts'
import { words } from '../words/designer.ts'
import { words as elementWords } from '../words/designer-elements.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'
import { changedAt, keyFrom, withoutAt } from './designing.ts'
import { firstName } from './first-name.ts'
import { NamedFields } from './NamedFields.tsx'

interface ElementFormProps {
  element: ElementDefinition
  onChange: (part: Partial<ElementDefinition>) => void
  onClose: () => void
}

/** One element in full: name, question, and answers of its own. */
export function ElementForm({ element, onChange, onClose }: ElementFormProps): ReactNode {
  const t = useWords(words)
  const e = useWords(elementWords)
  const k = useWords(kit)
  const locale = useLocale()
  const { isReadOnly } = useDesign()
  const answers = element.answers ?? []
  const set = (next: readonly ElementAnswer[]): void => onChange({ answers: next.length > 0 ? next : undefined })
  const title = e('editElement', { name: element.name[locale] || element.key })
  return (
    <section className={classes['item']} aria-label={title}>
      <fieldset className={classes['bare']} disabled={isReadOnly}>
        <div className={classes['itemBody']}>
          <h3>{title}</h3>
          <NamedFields label={t('name')} value={element.name} maxLength={80} isRequired onChange={(name) => onChange({ name })} />
          <NamedFields
            label={e('question')}
            value={element.question}
            maxLength={400}
            isLong
            onChange={(question) => onChange({ question })}
          />
          <FieldRow>
            <TextField
              size="xs"
              label={t('key')}
              maxLength={60}
              value={element.key}
              onChange={(event) => onChange({ key: event.currentTarget.value })}
            />
          </FieldRow>
          <h4>{e('answers')}</h4>
          <p className={classes['hint']}>{e('answersHint')}</p>
          {answers.map((answer, at) => (
            <div key={at} className={classes['item']}>
              <div className={classes['itemBody']}>
                <NamedFields
                  label={t('itemNumber', { what: e('answers'), number: at + 1 })}
                  value={answer.name}
                  maxLength={80}
                  isRequired
                  onChange={(name) => set(changedAt(answers, at, { name }))}
                />
                <FieldRow>
                  <TextField
                    size="xs"
                    label={t('key')}
                    maxLength={60}
                    value={answer.key}
                    onChange={(event) => set(changedAt(answers, at, { key: event.currentTarget.value }))}
                  />
                  <NumberField
                    size="xs"
                    label={e('answerValue')}
                    min={-1}
                    max={1}
                    step={0.25}
                    value={answer.value}
                    onChange={(value) => set(changedAt(answers, at, { value: value ?? 0 }))}
                  />
                  <ActionIcon
                    size={30}
                    mt={22}
                    variant="subtle"
                    color="gray"
                    aria-label={`${k('remove')}: ${answer.name[locale]}`}
                    onClick={() => set(withoutAt(answers, at))}
                  >
                    <IconX size={15} />
                  </ActionIcon>
                </FieldRow>
              </div>
            </div>
          ))}
          <div className={classes['buttons']}>
            {!isReadOnly && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPlus size={15} />}
                onClick={() =>
                  set([
                    ...answers,
                    {
                      key: keyFrom(
                        '',
                        'answer',
                        answers.map(({ key }) => key),
                      ),
                      name: firstName('newAnswer'),
                      value: 0,
                    },
                  ])
                }
              >
                {e('addAnswer')}
              </Button>
            )}
          </div>
        </div>
      </fieldset>
      <div className={classes['itemBody']}>
        <div className={classes['buttons']}>
          <Button size="xs" variant="default" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </section>
  )
}
