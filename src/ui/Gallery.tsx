import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Problem } from './api.ts'
import { DataTable, type Column } from './DataTable.tsx'
import { confirm, Dialog } from './Dialogs.tsx'
import { ChoiceField } from './fields/Choice.tsx'
import { DayField } from './fields/DayField.tsx'
import { CheckField, FieldRow, FormProblem, LongTextField, PasswordField, SwitchField, TextField } from './fields/Fields.tsx'
import { MoneyField, NumberField } from './fields/NumberField.tsx'
import { SelectField } from './fields/SelectField.tsx'
import { SearchSelect, type Choice } from './fields/SearchSelect.tsx'
import { Ago, ChangeMark, Count, Day, Duration, Moment, Money, Share } from './Figures.tsx'
import { FileDrop, ProgressBar } from './FileDrop.tsx'
import { galleryWords } from './gallery-words.ts'
import { notify } from './Notices.tsx'
import { Page, Panel } from './Page.tsx'
import { PeekDrawer } from './PeekDrawer.tsx'
import { Sparkline } from './Sparkline.tsx'
import { EmptyState, ErrorPanel, TableSkeleton } from './States.tsx'
import { StatusChip } from './StatusChip.tsx'
import { useWords } from './use-words.ts'

interface Row {
  id: string
  name: string
  amountMinor: number
  on: string
}

const rows: Row[] = Array.from({ length: 2_000 }, (_, index) => ({
  id: String(index),
  name: `ACME ${index}`,
  amountMinor: ((index * 7919) % 9_000) * 100_000,
  on: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
}))

const refusal = new Problem(422, {
  type: 'gate-not-passed',
  title: 'gate-not-passed',
  missing: [{ kind: 'element', key: 'budget', label: 'Budget' }],
})

const threeDaysAgo = new Date(Date.now() - 3 * 86_400_000).toISOString()

/** Every piece of the kit on one page, for development builds: look, tab through, photograph. */
export function Gallery(): ReactNode {
  const t = useWords(galleryWords)
  const [peek, setPeek] = useState<string>()
  const [selected, setSelected] = useState(new Set<string>())
  const [opened, setOpened] = useState(false)
  const [money, setMoney] = useState<number | null>(123_456_00)
  const [day, setDay] = useState<string | null>('2026-11-22')
  const [choice, setChoice] = useState<Choice | null>(null)
  const [segment, setSegment] = useState<'a' | 'b'>('a')
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: 'name', header: t('name'), cell: ({ name }) => name, fixed: true, compare: (a, b) => a.name.localeCompare(b.name) },
      {
        key: 'amount',
        header: t('amount'),
        cell: ({ amountMinor }) => <Money minor={amountMinor} />,
        align: 'end',
        width: 160,
        compare: (a, b) => a.amountMinor - b.amountMinor,
      },
      { key: 'on', header: t('day'), cell: ({ on }) => <Day on={on} />, width: 130 },
    ],
    [t],
  )
  const list = { items: rows, isPending: false, error: null }
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }))
  return (
    <main>
      <Page title={t('title')}>
        <Panel title={t('figures')}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'center' }}>
            <Money minor={123_456_789} /> <Money minor={84_720_000_000} compact /> <Count value={1_234_567} compact />{' '}
            <Share value={0.0333} />
            <Duration days={24.4} /> <Duration days={0.2} /> <Day on="2026-11-22" style="full" />{' '}
            <Moment at="2026-11-21T20:00:00Z" />
            <Ago at={threeDaysAgo} /> <ChangeMark by={12} text="12%" /> <ChangeMark by={-3} text="3" />
            <Sparkline values={[3, 5, 4, 8, 6, 9]} label={t('figures')} />
            {(['plain', 'primary', 'done', 'risk1', 'risk2', 'quiet'] as const).map((tone) => (
              <StatusChip key={tone} tone={tone}>
                {tone}
              </StatusChip>
            ))}
          </div>
        </Panel>
        <Panel title={t('fields')}>
          <FieldRow>
            <TextField label={t('name')} required error={t('name')} />
            <NumberField label={t('amount')} value={42} />
            <MoneyField label={t('amount')} value={money} onChange={setMoney} />
            <DayField label={t('day')} value={day} onChange={setDay} />
            <SelectField label={t('select')} data={options} value="a" />
            <SearchSelect
              label={t('search')}
              name="gallery"
              value={choice}
              onChange={setChoice}
              search={async (q) =>
                rows
                  .filter(({ name }) => name.includes(q))
                  .slice(0, 8)
                  .map(({ id, name }) => ({ value: id, label: name }))
              }
            />
            <PasswordField label={t('password')} />
            <LongTextField label={t('text')} />
            <ChoiceField
              label={t('select')}
              value={segment}
              onChange={setSegment}
              options={[
                { value: 'a', label: 'A' },
                { value: 'b', label: 'B' },
              ]}
            />
            <CheckField label={t('select')} />
            <SwitchField label={t('select')} />
          </FieldRow>
          <FormProblem problem={refusal} />
        </Panel>
        <Panel title={t('actions')}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
            <Button onClick={() => setOpened(true)}>{t('dialog')}</Button>
            <Button
              variant="default"
              onClick={() => void confirm({ title: t('dialog'), body: t('text'), action: t('actions'), danger: true })}
            >
              {t('question')}
            </Button>
            <Button variant="default" onClick={() => notify.done(t('notice'), { undo: () => notify.info(t('notice')) })}>
              {t('notice')}
            </Button>
            <Button variant="default" onClick={() => notify.refused(refusal)}>
              {t('refusal')}
            </Button>
            <Button color="red">{t('danger')}</Button>
            <Button disabled>{t('disabled')}</Button>
          </div>
        </Panel>
        <Panel title={t('table')} flush>
          <div style={{ display: 'flex', height: 360 }}>
            <DataTable
              name="gallery"
              label={t('table')}
              columns={columns}
              list={list}
              rowId={({ id }) => id}
              onOpen={({ id }) => setPeek(id)}
              openId={peek}
              selected={selected}
              onSelect={setSelected}
              card={({ name, amountMinor }) => (
                <>
                  <b>{name}</b> <Money minor={amountMinor} compact />
                </>
              )}
            />
          </div>
        </Panel>
        <Panel title={t('states')} flush>
          <EmptyState icon={<IconInbox size={28} stroke={1.5} />} title={t('table')} hint={t('text')}>
            <Button size="xs">{t('actions')}</Button>
          </EmptyState>
          <ErrorPanel problem={new Problem(0, { type: 'unreachable' })} retry={() => notify.info(t('notice'))} />
          <ErrorPanel problem={new Problem(404, { type: 'not-found' })} />
          <TableSkeleton rows={3} />
        </Panel>
        <Panel title={t('file')}>
          <FileDrop accept={['.csv', '.xlsx']} onFile={({ name }) => notify.info(name)} />
          <ProgressBar share={0.4} label={t('file')} />
          <ProgressBar share={undefined} label={t('file')} />
        </Panel>
      </Page>
      <Dialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('dialog')}
        footer={<Button onClick={() => setOpened(false)}>{t('actions')}</Button>}
      >
        <TextField label={t('name')} />
        <DayField label={t('day')} value={day} onChange={setDay} />
      </Dialog>
      <PeekDrawer
        id={peek}
        ids={rows.map(({ id }) => id)}
        onWalk={setPeek}
        onClose={() => setPeek(undefined)}
        title={rows.find(({ id }) => id === peek)?.name ?? ''}
      >
        {t('text')}
      </PeekDrawer>
    </main>
  )
}
