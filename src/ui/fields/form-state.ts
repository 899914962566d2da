import { useRef, useState, type ChangeEvent } from 'react'

type Values = Record<string, unknown>
type Errors = Record<string, string>

/** What a field gets: works with our fields and with the library's. */
export interface FieldInput {
  value: unknown
  error: string | undefined
  onChange: (given: unknown) => void
  'data-path': string
}

export interface FormState {
  values: Values
  errors: Errors
  setValues: (change: Values) => void
  setErrors: (errors: Errors) => void
  setFieldError: (name: string, error: string) => void
  getInputProps: (name: string) => FieldInput
  /** The element in which a field is typed, to give it the focus. */
  getInputNode: (name: string) => HTMLElement | null
  isDirty: () => boolean
  /** Takes these values as what the form starts from, without errors. */
  start: (values: Values) => void
}

const isChange = (given: unknown): given is ChangeEvent<HTMLInputElement> =>
  typeof given === 'object' && given !== null && 'currentTarget' in given && 'target' in given

const valueOf = (given: unknown): unknown => {
  if (!isChange(given)) return given
  const { type, checked, value } = given.currentTarget ?? given.target
  return type === 'checkbox' ? checked : value
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Values and errors of one form; a changed field loses its error. */
export const useFormState = (initial: Values): FormState => {
  const [values, setAll] = useState(initial)
  const [errors, setErrors] = useState<Errors>({})
  const started = useRef(initial)
  const setValues = (change: Values): void => {
    setAll((before) => ({ ...before, ...change }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in change))))
  }
  return {
    values,
    errors,
    setValues,
    setErrors,
    setFieldError: (name, error) => setErrors((before) => ({ ...before, [name]: error })),
    getInputProps: (name) => ({
      value: values[name],
      error: errors[name],
      onChange: (given) => setValues({ [name]: valueOf(given) }),
      'data-path': name,
    }),
    getInputNode: (name) => document.querySelector<HTMLElement>(`[data-path="${CSS.escape(name)}"]`),
    isDirty: () => Object.keys({ ...started.current, ...values }).some((name) => !same(started.current[name], values[name])),
    start: (next) => {
      started.current = next
      setAll(next)
      setErrors({})
    },
  }
}
