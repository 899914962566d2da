import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { CheckField } from '../../../ui/fields/Fields.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import {
  approvalKinds,
  type ApprovalCriterion,
  type ContactsCriterion,
  type DocumentCriterion,
  type ElementCriterion,
  type PurchaseRole,
  type TaskCriterion,
} from '../../criteria.ts'
import { roleWords } from '../../../contacts/role-words.ts'
import type { PipelineFull } from '../../definition.ts'
import { documentWords } from '../../document-words.ts'
import { documentCategories } from '../../gate-fields.ts'
import { words } from '../words/criteria.ts'
import { CheckList } from './CheckList.tsx'

export const purchaseRoles: readonly PurchaseRole[] = ['decider', 'influencer', 'user', 'gatekeeper', 'coach']
const attitudes = ['supporter', 'neutral', 'opponent'] as const

interface FormProps<T> {
  value: T
  onChange: (value: T) => void
}

export function ContactsForm({ value, onChange }: FormProps<ContactsCriterion>): ReactNode {
  const t = useWords(words)
  const roleName = useWords(roleWords)
  return (
    <>
      <CountField label={t('atLeast')} value={value.atLeast} onChange={(atLeast) => onChange({ ...value, atLeast })} />
      <CheckList
        label={t('roles')}
        options={purchaseRoles.map((role) => ({ value: role, label: roleName(`role.${role}`) }))}
        value={value.roles ?? []}
        onChange={(roles) => onChange({ ...value, roles: roles.length > 0 ? roles : undefined })}
      />
      <NativeSelect
        label={t('attitude')}
        data={[
          { value: '', label: t('anyAttitude') },
          ...attitudes.map((attitude) => ({ value: attitude, label: t(`attitude.${attitude}`) })),
        ]}
        value={value.attitude ?? ''}
        onChange={(event) =>
          onChange({ ...value, attitude: attitudes.find((attitude) => attitude === event.currentTarget.value) })
        }
      />
      <CheckField
        label={t('reachable')}
        checked={value.reachable ?? false}
        onChange={(event) => onChange({ ...value, reachable: event.currentTarget.checked || undefined })}
      />
    </>
  )
}

export function ElementForm({
  value,
  onChange,
  definition,
}: FormProps<ElementCriterion> & { definition: PipelineFull }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const options = definition.elements.map(({ key, name }) => ({ value: key, label: name[locale] }))
  if (options.length === 0) return <p>{t('noElements')}</p>
  return (
    <>
      <NativeSelect
        label={t('element')}
        data={withGone(options, value.key)}
        value={value.key}
        onChange={(event) => onChange({ ...value, key: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('state')}
        data={[
          { value: 'partial', label: t('state.partial') },
          { value: 'confirmed', label: t('state.confirmed') },
        ]}
        value={value.atLeast}
        onChange={(event) => onChange({ ...value, atLeast: event.currentTarget.value === 'partial' ? 'partial' : 'confirmed' })}
      />
    </>
  )
}

export function TaskForm({ value, onChange, definition }: FormProps<TaskCriterion> & { definition: PipelineFull }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const groups = definition.stages
    .filter(({ tasks }) => tasks.length > 0)
    .map((stage) => ({
      group: stage.name[locale],
      items: stage.tasks.map(({ key, name }) => ({ value: key, label: name[locale] })),
    }))
  if (groups.length === 0) return <p>{t('noTasks')}</p>
  const isGone = !groups.some(({ items }) => items.some((item) => item.value === value.key))
  return (
    <NativeSelect
      label={t('task')}
      data={isGone ? [...groups, { group: '—', items: [{ value: value.key, label: value.key }] }] : groups}
      value={value.key}
      onChange={(event) => onChange({ ...value, key: event.currentTarget.value })}
    />
  )
}

export function DocumentForm({ value, onChange }: FormProps<DocumentCriterion>): ReactNode {
  const t = useWords(words)
  const d = useWords(documentWords)
  return (
    <>
      <NativeSelect
        label={t('category')}
        data={documentCategories.map((category) => ({ value: category, label: d(`category.${category}`) }))}
        value={value.category}
        onChange={(event) => onChange({ ...value, category: event.currentTarget.value })}
      />
      <CountField label={t('pieces')} value={value.atLeast} onChange={(atLeast) => onChange({ ...value, atLeast })} />
    </>
  )
}

export function ApprovalForm({ value, onChange }: FormProps<ApprovalCriterion>): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      label={t('approval')}
      data={approvalKinds.map((kind) => ({ value: kind, label: t(`approval.${kind}`) }))}
      value={value.of}
      onChange={(event) =>
        onChange({ ...value, of: approvalKinds.find((kind) => kind === event.currentTarget.value) ?? value.of })
      }
    />
  )
}

/** At least one; an emptied field counts as one until something is typed. */
export function CountField({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}): ReactNode {
  return (
    <NumberField
      label={label}
      min={1}
      max={1000}
      allowDecimal={false}
      value={value}
      onChange={(next) => onChange(Math.max(1, Math.min(1000, Math.round(next ?? 1))))}
    />
  )
}

const withGone = (options: readonly { value: string; label: string }[], key: string) =>
  options.some(({ value }) => value === key) ? [...options] : [...options, { value: key, label: key }]
