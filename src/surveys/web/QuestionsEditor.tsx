import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Locale } from '../../platform/words.ts'
import type { Problem } from '../../ui/api.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { FieldRow, FormProblem, LongTextField, TextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { localeNames } from '../../ui/locale-names.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { saveSurvey } from '../contract.ts'
import type { Question, Told } from '../survey.ts'
import { QuestionRow } from './QuestionRow.tsx'
import type { Survey } from './survey-view.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

const PreviewDialog = onDemand(
  async () => (await import('./PreviewDialog.tsx')).PreviewDialog,
  ({ opened }) => opened,
)
const languages: readonly Locale[] = ['zh-CN', 'zh-TW', 'en']

/** A text whose wording in this language is another. */
export const retold = (text: Told | null, locale: Locale, value: string): Told => ({ ...text, [locale]: value })

/** What a survey asks, in three languages one after another. */
export function QuestionsEditor({ survey }: { survey: Survey }): ReactNode {
  const t = useWords(words)
  const own = useLocale()
  const { name, title, intro, thanks, questions, validDays } = survey
  const [given, setGiven] = useState({ name, title, intro, thanks, questions, validDays })
  const [locale, setLocale] = useState<Locale>(own)
  const [problem, setProblem] = useState<Problem>()
  const [isPreviewing, setPreviewing] = useState(false)
  const edit = (change: Partial<typeof given>): void => setGiven((before) => ({ ...before, ...change }))
  const closed = survey.permissions.edit?.sentence
  const isFrozen = survey.permissions.questions !== null
  const save = useWrite(saveSurvey, {
    onDone: () => notify.done(t('saved')),
    onProblem: (refused) => (refused.code === 'version-conflict' ? notify.info(t('conflict')) : setProblem(refused)),
  })
  const put = (index: number, question: Question): void =>
    edit({ questions: given.questions.map((one, at) => (at === index ? question : one)) })
  const swap = (index: number, other: number): void => {
    const next = [...given.questions]
    ;[next[index], next[other]] = [next[other]!, next[index]!]
    edit({ questions: next })
  }
  const add = (): void => {
    const numbers = given.questions.map(({ key }) => Number(key.slice(1))).filter(Number.isSafeInteger)
    const key = `q${Math.max(0, ...numbers) + 1}`
    edit({ questions: [...given.questions, { key, kind: 'scale', text: {}, options: [], isRequired: false }] })
  }
  return (
    <>
      <form
        className={classes['stack']}
        onSubmit={(event) => {
          event.preventDefault()
          setProblem(undefined)
          save.mutate({ params: { id: survey.id }, body: given, ifMatch: survey.version })
        }}
      >
        <fieldset className={classes['bare']} disabled={closed !== undefined}>
          <Panel>
            <div className={classes['stack']}>
              {closed && <p className={classes['hint']}>{closed}</p>}
              <FieldRow>
                <TextField
                  label={t('name')}
                  description={t('nameHint')}
                  required
                  maxLength={120}
                  value={given.name}
                  onChange={(event) => edit({ name: event.currentTarget.value })}
                />
                <NumberField
                  label={t('validDays')}
                  min={1}
                  max={365}
                  allowDecimal={false}
                  value={given.validDays}
                  onChange={(value) => edit({ validDays: value ?? validDays })}
                />
              </FieldRow>
              <ChoiceField
                label={t('language')}
                description={t('languageHint')}
                value={locale}
                onChange={setLocale}
                options={languages.map((value) => ({ value, label: localeNames[value] }))}
              />
              <TextField
                label={t('heading')}
                maxLength={1000}
                value={given.title[locale] ?? ''}
                onChange={(event) => edit({ title: retold(given.title, locale, event.currentTarget.value) })}
              />
              <LongTextField
                label={t('intro')}
                maxLength={1000}
                minRows={2}
                value={given.intro?.[locale] ?? ''}
                onChange={(event) => edit({ intro: retold(given.intro, locale, event.currentTarget.value) })}
              />
              <TextField
                label={t('thanks')}
                description={t('thanksHint')}
                maxLength={1000}
                value={given.thanks?.[locale] ?? ''}
                onChange={(event) => edit({ thanks: retold(given.thanks, locale, event.currentTarget.value) })}
              />
            </div>
          </Panel>
          <Panel title={t('tab.questions')}>
            {isFrozen && !closed && <p className={classes['hint']}>{t('frozen')}</p>}
            <fieldset className={classes['bare']} disabled={isFrozen}>
              {given.questions.map((question, index) => (
                <QuestionRow
                  key={question.key}
                  question={question}
                  number={index + 1}
                  locale={locale}
                  onChange={(next) => put(index, next)}
                  onRemove={() => edit({ questions: given.questions.filter((_, at) => at !== index) })}
                  {...(index > 0 && { onUp: () => swap(index, index - 1) })}
                  {...(index < given.questions.length - 1 && { onDown: () => swap(index, index + 1) })}
                />
              ))}
              {given.questions.length < 20 && (
                <div>
                  <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
                    {t('addQuestion')}
                  </Button>
                </div>
              )}
            </fieldset>
          </Panel>
          <FormProblem problem={problem} />
        </fieldset>
        <div className={classes['line']}>
          {closed === undefined && (
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          )}
          <Button variant="default" onClick={() => setPreviewing(true)}>
            {t('preview')}
          </Button>
        </div>
      </form>
      <PreviewDialog opened={isPreviewing} survey={given} locale={locale} onClose={() => setPreviewing(false)} />
    </>
  )
}
