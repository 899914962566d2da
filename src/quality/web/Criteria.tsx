import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { revenueTrends } from '../../customers/customer.ts'
import { profileFields, type Operator, type ProfileField } from '../../customers/level.ts'
import { words as customerWords } from '../../customers/words.ts'
import { TextField } from '../../ui/fields/Fields.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import { emptyCriterion, isNumeric, isTextual, operatorsOf, unitOf, type Criterion, type Profile } from './profile-view.ts'
import classes from './Quality.module.css'
import { words } from './words.ts'

interface CriteriaProps {
  profile: Profile
  onChange: (next: Partial<Profile>) => void
}

/** The criteria of the target profile, one a line. */
export function Criteria({ profile: { criteria }, onChange }: CriteriaProps): ReactNode {
  const t = useWords(words)
  const change = (at: number, next: Partial<Criterion>): void =>
    onChange({ criteria: criteria.map((one, each) => (each === at ? { ...one, ...next } : one)) })
  return (
    <Panel
      title={t('criteria')}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange({ criteria: [...criteria, emptyCriterion] })}
        >
          {t('addCriterion')}
        </Button>
      }
    >
      {criteria.map((one, at) => (
        // lines are told apart by their place alone
        <Line
          key={at}
          number={at + 1}
          criterion={one}
          onChange={(next) => change(at, next)}
          onRemove={() => onChange({ criteria: criteria.filter((_, each) => each !== at) })}
        />
      ))}
    </Panel>
  )
}

interface LineProps {
  number: number
  criterion: Criterion
  onChange: (next: Partial<Criterion>) => void
  onRemove: () => void
}

function Line({ number, criterion, onChange, onRemove }: LineProps): ReactNode {
  const t = useWords(words)
  const { field, operator, weight, knockOut } = criterion
  const operators = operatorsOf(field)
  const name = t('criterionNumber', { number })
  const setField = (next: ProfileField): void => {
    const [first] = operatorsOf(next)
    onChange({ field: next, operator: operatorsOf(next).includes(operator) ? operator : first!, values: [], number: null })
  }
  return (
    <fieldset className={classes['criterion']} aria-label={name}>
      <NativeSelect
        size="xs"
        aria-label={t('field')}
        value={field}
        data={profileFields.map((value) => ({ value, label: t(`field.${value}`) }))}
        onChange={(event) => setField(event.currentTarget.value as ProfileField)}
      />
      <NativeSelect
        size="xs"
        aria-label={t('operator')}
        value={operator}
        data={operators.map((value) => ({ value, label: t(`operator.${value}`) }))}
        onChange={(event) => onChange({ operator: event.currentTarget.value as Operator })}
      />
      <Compared criterion={criterion} onChange={onChange} />
      <label className={classes['tick']}>
        {t('weight')}
        <input
          type="number"
          className={classes['weight']}
          min={0}
          max={100}
          value={weight}
          onChange={(event) => onChange({ weight: Math.min(100, Math.max(0, Number(event.currentTarget.value) || 0)) })}
        />
      </label>
      <label className={classes['tick']}>
        <input type="checkbox" checked={knockOut} onChange={(event) => onChange({ knockOut: event.currentTarget.checked })} />
        {t('knockOut')}
      </label>
      <ActionIcon variant="subtle" color="gray" aria-label={t('removeCriterion', { number })} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </fieldset>
  )
}

/** What the field is compared with: words, or a number in the unit a person thinks in. */
function Compared({ criterion, onChange }: Pick<LineProps, 'criterion' | 'onChange'>): ReactNode {
  const t = useWords(words)
  const { field, operator, values, number } = criterion
  // as typed: a comma at the end is a value to come
  const [text, setText] = useState(values.join('，'))
  if (field === 'revenueTrend' && isTextual(operator)) return <Trends values={values} onChange={onChange} />
  if (isTextual(operator))
    return (
      <TextField
        size="xs"
        aria-label={t('values')}
        placeholder={t('values')}
        value={values.length === 0 && !/[,，]/.test(text) ? '' : text}
        onChange={(event) => {
          const typed = event.currentTarget.value
          setText(typed)
          onChange({
            values: typed
              .split(/[,，、;；]/)
              .map((each) => each.trim())
              .filter((each) => each !== ''),
          })
        }}
      />
    )
  if (!isNumeric(operator)) return <span />
  const unit = unitOf(field)
  return (
    <input
      type="number"
      className={classes['weight']}
      aria-label={t('number')}
      min={0}
      value={number === null ? '' : Number((number / unit).toFixed(4))}
      onChange={(event) => {
        const typed = event.currentTarget.value
        onChange({ number: typed === '' ? null : unit < 1 ? Number(typed) * unit : Math.round(Number(typed) * unit) })
      }}
    />
  )
}

/** The trends that will do, by name. */
function Trends({ values, onChange }: { values: readonly string[]; onChange: LineProps['onChange'] }): ReactNode {
  const c = useWords(customerWords)
  return (
    <span className={classes['fields']}>
      {revenueTrends.map((trend) => (
        <label key={trend} className={classes['tick']}>
          <input
            type="checkbox"
            checked={values.includes(trend)}
            onChange={(event) =>
              onChange({ values: event.currentTarget.checked ? [...values, trend] : values.filter((each) => each !== trend) })
            }
          />
          {c(`trend.${trend}`)}
        </label>
      ))}
    </span>
  )
}
