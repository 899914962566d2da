import { ActionIcon, Button, CloseButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Locale } from '../../platform/words.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { CheckField, TextField } from '../../ui/fields/Fields.tsx'
import { useWords } from '../../ui/use-words.ts'
import { inLanguage, questionKinds, type Question } from '../survey.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

interface QuestionRowProps {
  question: Question
  number: number
  locale: Locale
  onChange: (question: Question) => void
  onRemove: () => void
  onUp?: () => void
  onDown?: () => void
}

const blankOptions = [{ key: 'o1', text: {} }, { key: 'o2', text: {} }] // prettier-ignore

/** One question: kind, text in the language that is written just now, options of a choice. */
export function QuestionRow({ question, number, locale, onChange, onRemove, onUp, onDown }: QuestionRowProps): ReactNode {
  const t = useWords(words)
  const { kind, text, options, isRequired } = question
  return (
    <section className={classes['question']} aria-label={t('question', { number })}>
      <div className={classes['questionHead']}>
        <strong>{t('question', { number })}</strong>
        <ChoiceField
          bare
          size="xs"
          label={t('kind')}
          value={kind}
          onChange={(next) =>
            onChange({ ...question, kind: next, options: next === 'choice' ? (options.length > 0 ? options : blankOptions) : [] })
          }
          options={questionKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <CheckField
          label={t('required')}
          checked={isRequired}
          onChange={(event) => onChange({ ...question, isRequired: event.currentTarget.checked })}
        />
        <span className={classes['line']}>
          <ActionIcon variant="subtle" aria-label={t('moveUp', { number })} disabled={!onUp} onClick={onUp}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={t('moveDown', { number })} disabled={!onDown} onClick={onDown}>
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={t('removeQuestion', { number })} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </span>
      </div>
      <TextField
        aria-label={t('text')}
        placeholder={inLanguage(text, locale) || t('text')}
        maxLength={1000}
        value={text[locale] ?? ''}
        onChange={(event) => onChange({ ...question, text: { ...text, [locale]: event.currentTarget.value } })}
      />
      {kind === 'choice' && <Options question={question} locale={locale} onChange={onChange} />}
    </section>
  )
}

function Options({ question, locale, onChange }: Pick<QuestionRowProps, 'question' | 'locale' | 'onChange'>): ReactNode {
  const t = useWords(words)
  const { options } = question
  const put = (next: Question['options']): void => onChange({ ...question, options: next })
  const add = (): void => {
    const numbers = options.map(({ key }) => Number(key.slice(1))).filter(Number.isSafeInteger)
    put([...options, { key: `o${Math.max(0, ...numbers) + 1}`, text: {} }])
  }
  return (
    <div className={classes['options']}>
      {options.map((option, index) => (
        <div key={option.key} className={classes['option']}>
          <TextField
            size="xs"
            aria-label={t('option', { number: index + 1 })}
            placeholder={inLanguage(option.text, locale) || t('option', { number: index + 1 })}
            maxLength={1000}
            value={option.text[locale] ?? ''}
            onChange={(event) => {
              const value = event.currentTarget.value
              put(options.map((one, at) => (at === index ? { ...one, text: { ...one.text, [locale]: value } } : one)))
            }}
          />
          {options.length > 2 && (
            <CloseButton
              aria-label={t('removeOption', { number: index + 1 })}
              onClick={() => put(options.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {options.length < 20 && (
        <div>
          <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={13} />} onClick={add}>
            {t('addOption')}
          </Button>
        </div>
      )}
    </div>
  )
}
