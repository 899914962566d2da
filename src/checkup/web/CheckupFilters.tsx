import { Button } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { FilterBar, type FilterField, isFiltered } from '../../ui/FilterBar.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import type { Filters } from './checkup-view.ts'
import { words } from './words/overview.ts'

interface CheckupFiltersProps {
  view: Filters
  onChange: (change: Partial<Filters>) => void
  fields: readonly FilterField[]
  /** How is counted: chosen seldom, kept behind the same button. */
  method?: ReactNode
  /** How many of these are not as they come. */
  methodsSet?: number
  /** On the phone, beside the filters. */
  beside?: ReactNode
}

const seldom = (field: FilterField): boolean => field.kind === 'days' || field.key === 'band'

/** The usual filters in one row; own days, the customer's size and how is counted behind “more”, open while one of them is set. */
export function CheckupFilters({ view, onChange, fields, method, methodsSet = 0, beside }: CheckupFiltersProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const hidden = fields.filter(seldom)
  const set = methodsSet + hidden.filter((field) => isFiltered(view, [field])).length
  const [isOpen, setOpen] = useState(set > 0)
  const all = isOpen || phone
  return (
    <FilterBar
      view={view}
      onChange={onChange}
      fields={all ? [...fields.filter((field) => !seldom(field)), ...hidden] : fields.filter((field) => !seldom(field))}
    >
      {phone ? (
        beside
      ) : (
        <>
          {isOpen && method}
          <Button
            size="xs"
            variant="subtle"
            aria-expanded={isOpen}
            leftSection={<IconAdjustmentsHorizontal size={15} />}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('fewerFilters') : set > 0 ? t('moreFiltersSet', { count: set }) : t('moreFilters')}
          </Button>
        </>
      )}
    </FilterBar>
  )
}
