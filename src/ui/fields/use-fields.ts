import { useState, type FormEvent } from 'react'
import type { z } from 'zod'
import type { Problem } from '../api.ts'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'
import { useFormState, type FormState } from './form-state.ts'
import { sentenceForIssue, sentenceForReply } from './issue.ts'

/**
 * A form on the endpoint's own schema: `const form = useFields(createCustomer.body, { name: '', … })`,
 * `<TextField label={t('name')} {...form.field('name')} />`, `<form onSubmit={form.submit(async (values) => …)}>`.
 * A refusal of the server goes to the fields it names: `form.refuse(problem)`; what has no field is shown by <FormProblem/>.
 * Blank fields are left out of the values (`blanks: 'null'` sends null instead, for changing a record).
 */

type AnyObject = z.ZodObject
export type FieldValues<S extends AnyObject> = { [K in keyof z.input<S>]?: z.input<S>[K] | '' | null }

export interface Fields<S extends AnyObject> {
  form: FormState
  values: FieldValues<S>
  field: (name: keyof z.input<S> & string) => FieldProps
  set: (change: FieldValues<S>) => void
  submit: (send: (values: z.input<S>) => unknown) => (event?: FormEvent<HTMLFormElement>) => void
  refuse: (problem: Problem) => void
  problem: Problem | undefined
  reset: (values?: FieldValues<S>) => void
  isDirty: () => boolean
  isSending: boolean
}

// A field component takes what it understands from these; Mantine's own inputs take all of them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type FieldProps = any

const cleaned = (values: Record<string, unknown>, blanks: 'omit' | 'null'): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const blank = value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
    if (!blank) result[name] = value
    else if (blanks === 'null') result[name] = null
  }
  return result
}

export const useFields = <S extends AnyObject>(
  schema: S,
  initial: FieldValues<S>,
  { blanks = 'omit' as 'omit' | 'null' } = {},
): Fields<S> => {
  const t = useWords(words)
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const errorsOf = (values: Record<string, unknown>): Record<string, string> => {
    const result = schema.safeParse(cleaned(values, blanks))
    const errors: Record<string, string> = {}
    for (const issue of result.error?.issues ?? []) errors[issue.path.join('.')] ??= sentenceForIssue(issue, t)
    return errors
  }
  const form = useFormState(initial as Record<string, unknown>)
  const focusFirst = (errors: Record<string, unknown>): void => {
    const first = Object.keys(errors)[0]
    if (first !== undefined) form.getInputNode(first)?.focus()
  }
  return {
    form,
    values: form.values as FieldValues<S>,
    field: (name) => form.getInputProps(name),
    set: (change) => form.setValues(change as Record<string, unknown>),
    submit: (send) => (event) => {
      event?.preventDefault()
      setProblem(undefined)
      const errors = errorsOf(form.values)
      form.setErrors(errors)
      if (Object.keys(errors).length > 0) return focusFirst(errors)
      setSending(true)
      void Promise.resolve(send(cleaned(form.values, blanks) as z.input<S>))
        .catch(() => {
          // A refused write is shown by whoever sent it (`refuse`, a notice); the form only stops waiting.
        })
        .finally(() => setSending(false))
    },
    refuse: (given) => {
      const placed: Record<string, string> = {}
      for (const fault of given.errors) {
        const name = fault.path.replace(/^[/.]?(body[/.])?/, '').replaceAll('/', '.')
        if (name in (schema.shape as object)) placed[name] = sentenceForReply(fault, t)
      }
      for (const { key } of given.missing) if (key in (schema.shape as object)) placed[key] = t('required')
      form.setErrors(placed)
      setProblem(given)
      focusFirst(placed)
    },
    problem,
    reset: (values) => {
      form.start((values ?? initial) as Record<string, unknown>)
      setProblem(undefined)
    },
    isDirty: () => form.isDirty(),
    isSending,
  }
}
