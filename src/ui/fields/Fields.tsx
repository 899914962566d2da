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
import { sentenceForReply } from './issue.ts'

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
  const t = useWords(words)
  if (!problem) return null
  // the same fault in several fields is said once
  const faults = new Set(problem.errors.filter(({ message }) => message !== '').map((fault) => sentenceForReply(fault, t)))
  return (
    <Alert role="alert" color="orange" variant="outline" className={classes['problem']!} icon={<IconAlertTriangle size={18} />}>
      {sentence(problem)}
      {(problem.missing.length > 0 || faults.size > 0) && (
        <ul className={classes['missing']}>
          {problem.missing.map(({ kind, key, label }) => (
            <li key={`${kind}:${key}`}>{label}</li>
          ))}
          {[...faults].map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
