import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { CheckField, FieldRow } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { kindWords } from '../../../activities/kind-words.ts'
import { roleWords } from '../../../contacts/role-words.ts'
import type { ActivitiesCriterion } from '../../criteria.ts'
import { words } from '../words/criteria.ts'
import { CheckList } from './CheckList.tsx'
import { CountField, purchaseRoles } from './CriterionForms.tsx'

const types = ['call', 'visit', 'meeting', 'email', 'message', 'demo', 'trial', 'reception', 'other'] as const

interface ActivitiesFormProps {
  value: ActivitiesCriterion
  onChange: (value: ActivitiesCriterion) => void
}

/** So many contacts with the customer, of a kind, well enough recorded. */
export function ActivitiesForm({ value, onChange }: ActivitiesFormProps): ReactNode {
  const t = useWords(words)
  const kind = useWords(kindWords)
  const roleName = useWords(roleWords)
  const number = (field: 'minCharacters' | 'minMinutes', max: number): ReactNode => (
    <NumberField
      label={t(field)}
      min={0}
      max={max}
      allowDecimal={false}
      value={value[field] ?? null}
      onChange={(next) => onChange({ ...value, [field]: next ? Math.min(max, Math.round(next)) : undefined })}
    />
  )
  const check = (field: 'withPurpose' | 'withFeedback'): ReactNode => (
    <CheckField
      label={t(field)}
      checked={value[field] ?? false}
      onChange={(event) => onChange({ ...value, [field]: event.currentTarget.checked || undefined })}
    />
  )
  return (
    <>
      <FieldRow>
        <CountField label={t('times')} value={value.atLeast} onChange={(atLeast) => onChange({ ...value, atLeast })} />
        <NativeSelect
          label={t('since')}
          data={[
            { value: 'stage-entry', label: t('since.stage-entry') },
            { value: 'start', label: t('since.start') },
          ]}
          value={value.since}
          onChange={(event) => onChange({ ...value, since: event.currentTarget.value === 'start' ? 'start' : 'stage-entry' })}
        />
      </FieldRow>
      <CheckList
        label={t('types')}
        options={types.map((type) => ({ value: type, label: kind(`kind.${type}`) }))}
        value={types.filter((type) => value.types?.includes(type))}
        onChange={(chosen) => onChange({ ...value, types: chosen.length > 0 ? chosen : undefined })}
      />
      {check('withPurpose')}
      {check('withFeedback')}
      <FieldRow>
        {number('minCharacters', 10_000)}
        {number('minMinutes', 1440)}
      </FieldRow>
      <CheckList
        label={t('participantRoles')}
        options={purchaseRoles.map((role) => ({ value: role, label: roleName(`role.${role}`) }))}
        value={value.roles ?? []}
        onChange={(roles) => onChange({ ...value, roles: roles.length > 0 ? roles : undefined })}
      />
    </>
  )
}
