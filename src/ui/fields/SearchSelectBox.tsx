import { CloseButton, Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { useProblemSentence } from '../States.tsx'
import { useDelayed } from '../use-delayed.ts'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'
import type { Choice, SearchSelectProps } from './SearchSelect.tsx'
import classes from './SearchSelect.module.css'

/** The field itself; SearchSelect.tsx says how it is used. */
export function SearchSelectBox({ name, value, onChange, search, onCreate, createLabel, ...rest }: SearchSelectProps): ReactNode {
  const t = useWords(words)
  const sentence = useProblemSentence()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState<string>()
  const q = useDelayed((typed ?? '').trim(), 180)
  const found = useQuery<Choice[], Problem>({
    queryKey: ['search-select', name, q],
    queryFn: ({ signal }) => search(q, signal),
    enabled: combobox.dropdownOpened,
    staleTime: 30_000,
    placeholderData: (before) => before,
    meta: { follows: [] },
  })
  const { data } = found
  const markFirst = useEffectEvent(() => {
    if (typed) combobox.selectFirstOption()
  })
  // Only new results move the mark.
  useEffect(() => markFirst(), [data])

  const choose = (picked: string): void => {
    if (picked === '+') onCreate?.((typed ?? '').trim())
    else onChange(found.data?.find((choice) => choice.value === picked) ?? null)
    setTyped(undefined)
    combobox.closeDropdown()
  }
  const options = found.data ?? []
  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md">
      <Combobox.Target withExpandedAttribute>
        <TextInput
          autoComplete="off"
          role="combobox"
          placeholder={t('typeToSearch')}
          {...rest}
          value={typed ?? value?.label ?? ''}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => {
            event.currentTarget.select()
            rest.onFocus?.(event)
          }}
          onBlur={(event) => {
            combobox.closeDropdown()
            if (typed?.trim() === '') onChange(null)
            setTyped(undefined)
            rest.onBlur?.(event)
          }}
          rightSection={
            found.isFetching && combobox.dropdownOpened ? (
              <Loader size={14} />
            ) : value && !rest.required && !rest.disabled ? (
              <CloseButton
                size="sm"
                aria-label={t('clear')}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChange(null)}
              />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!combobox.dropdownOpened}>
        <Combobox.Options className={classes['options']} aria-label={typeof rest.label === 'string' ? rest.label : t('search')}>
          {options.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value?.value}>
              <div>{choice.label}</div>
              {choice.hint && <div className={classes['hint']}>{choice.hint}</div>}
            </Combobox.Option>
          ))}
          {onCreate && (typed ?? '').trim() !== '' && (
            <Combobox.Option value="+">{createLabel?.((typed ?? '').trim()) ?? `${t('add')} ${typed}`}</Combobox.Option>
          )}
          {options.length === 0 && !found.isFetching && (
            <Combobox.Empty>{found.error ? sentence(found.error) : q === '' ? t('typeToSearch') : t('noMatch')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
