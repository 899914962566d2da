import { useId, type ReactNode } from 'react'
import { PasswordField } from '../../ui/fields/Fields.tsx'
import { useWords } from '../../ui/use-words.ts'
import { minimumLength } from '../password.ts'
import { passwordStrength } from '../password-strength.ts'
import classes from './Entrance.module.css'
import { words } from './words/entrance.ts'

interface NewPasswordProps {
  label: string
  value: string
  onChange: (password: string) => void
  /** What everybody can see of this person: name, address, organisation. */
  known: readonly string[]
  error?: ReactNode
}

const levels = ['strengthWeak', 'strengthWeak', 'strengthFair', 'strengthGood', 'strengthStrong'] as const

/** A password of one's own, judged while it is typed by the rule that the server asks. */
export function NewPassword({ label, value, onChange, known, error }: NewPasswordProps): ReactNode {
  const t = useWords(words)
  const id = useId()
  const { level, flaw } = passwordStrength(value, known)
  const facts = { minimum: minimumLength, missing: Math.max(0, minimumLength - [...value].length) }
  const reason = flaw as 'too-short' | 'repeated-characters' | 'a-run' | 'common' | 'names-you' | null
  const advice = reason ? t(`flaw.${reason}`, facts) : level === 2 ? t('strengthLonger') : t('strengthFine')
  return (
    <div>
      <PasswordField
        label={label}
        required
        autoComplete="new-password"
        aria-describedby={id}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes['meter']} data-level={level} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <p id={id} className={classes['strength']} aria-live="polite">
        {level === 0 ? (
          t('flaw.too-short', facts)
        ) : (
          <>
            <b>{t('strengthLabel', { level: t(levels[level]) })}</b> {advice}
          </>
        )}
      </p>
    </div>
  )
}
