import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import { asked, useUrl, type ViewOf } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Catalogue.module.css'
import { CompetitorsTab } from './CompetitorsTab.tsx'
import { ProductsTab } from './ProductsTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'
import { words } from './words.ts'

const tabs = ['products', 'sources', 'competitors'] as const
const viewAsked = { tab: asked.oneOf(tabs), q: asked.text, archived: asked.flag }
export type View = ViewOf<typeof viewAsked>
export interface TabProps {
  view: View
  onView: (change: Partial<View>) => void
}

/** The catalogue that the other records refer to: what we sell, where customers come from, who else sells to them. */
export function ProductsPage(): ReactNode {
  const t = useWords(words)
  const [view, setView] = useUrl(viewAsked)
  const tab = view.tab ?? 'products'
  const Body = { products: ProductsTab, sources: SourcesTab, competitors: CompetitorsTab }[tab]
  return (
    <Page title={t('title')} fill>
      <Tabs
        value={tab}
        onChange={(next) => setView({ tab: (next ?? undefined) as View['tab'], q: undefined, archived: undefined })}
        keepMounted={false}
        className={classes['tabs']!}
      >
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes['panel']!}>
          <Body view={view} onView={setView} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
