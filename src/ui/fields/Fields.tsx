import {
  Alert,
  Checkbox,
  PasswordInput,
  Switch,
  TextInput,
  Textarea,
  type CheckboxProps,
  type PasswordInputProps,
  type SwitchProps,
  type TextInputProps,
  type TextareaProps,
} from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { useProblemSentence } from '../States.tsx'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'
import classes from './Fields.module.css'

/**
 * The plain fields, all with `label`, `error`, `required`, `description`: TextField, LongTextField, PasswordField, CheckField, SwitchField.
 * Heavier ones have files of their own: NumberField and MoneyField (NumberField.tsx), SelectField, ChoiceField (Choice.tsx), DayField, SearchSelect.
 * <FormProblem problem/> stands above the buttons; <FieldRow> sets fields side by side.
 */

export function TextField(props: TextInputProps): ReactNode {
  return <TextInput {...props} value={props.value ?? ''} />
}

export function LongTextField(props: TextareaProps): ReactNode {
  return <Textarea autosize minRows={3} maxRows={12} {...props} value={props.value ?? ''} />
}

export function PasswordField(props: PasswordInputProps): ReactNode {
  const t = useWords(words)
  return (
    <PasswordInput
      {...props}
      value={props.value ?? ''}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
    />
  )
}

export function CheckField(props: CheckboxProps & { value?: unknown }): ReactNode {
  const { value, ...rest } = props
  return <Checkbox size="sm" {...rest} {...(typeof value === 'boolean' && { checked: value })} />
}

export function SwitchField(props: SwitchProps & { value?: unknown }): ReactNode {
  const { value, ...rest } = props
  return <Switch size="sm" {...rest} {...(typeof value === 'boolean' && { checked: value })} />
}

export function FieldRow({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes['row']}>{children}</div>
}

/** Why the server said no, with what is missing; nothing when it did not. */
export function FormProblem({ problem }: { problem: Problem | undefined | null }): ReactNode {
  const sentence = useProblemSentence()
  if (!problem) return null
  const unplaced = problem.errors.filter(({ message }) => message !== '')
  return (
    <Alert role="alert" color="orange" variant="outline" className={classes['problem']!} icon={<IconAlertTriangle size={18} />}>
      {sentence(problem)}
      {(problem.missing.length > 0 || unplaced.length > 0) && (
        <ul className={classes['missing']}>
          {problem.missing.map(({ kind, key, label }) => (
            <li key={`${kind}:${key}`}>{label}</li>
          ))}
          {unplaced.map(({ path, message }) => (
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
