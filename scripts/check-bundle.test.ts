import { describe, expect, it } from 'vitest'
import { budgets, measure, weigh, withImports, type Manifest } from './check-bundle.ts'

const manifest: Manifest = {
  'index.html': {
    file: 'index.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/customers/web/CustomersPage.tsx', 'src/funnel/web/FunnelPage.tsx', 'src/cockpit/web/CockpitPage.tsx'],
    css: ['index.css'],
  },
  '_react.js': { file: 'react.js' },
  '_table.js': { file: 'table.js', imports: ['_react.js'], css: ['table.css'] },
  'node_modules/echarts/core.js': { file: 'echarts.js' },
  'src/customers/web/CustomersPage.tsx': {
    file: 'customers.js',
    src: 'src/customers/web/CustomersPage.tsx',
    imports: ['index.html', '_table.js'],
  },
  'src/funnel/web/FunnelPage.tsx': {
    file: 'funnel.js',
    src: 'src/funnel/web/FunnelPage.tsx',
    imports: ['index.html'],
  },
  'src/cockpit/web/CockpitPage.tsx': {
    file: 'cockpit.js',
    src: 'src/cockpit/web/CockpitPage.tsx',
    imports: ['index.html', 'node_modules/echarts/core.js'],
  },
  'src/ui/PeekPanel.tsx': { file: 'peek.js', src: 'src/ui/PeekPanel.tsx' },
}
const ten = (): number => 10
const named = (sizeOf: (file: string) => number) => Object.fromEntries(measure(manifest, sizeOf).map((one) => [one.name, one]))

describe('what a browser must fetch is held against the budgets', () => {
  it('counts everything that is imported at once, each file once', () => {
    expect([...withImports(manifest, 'src/customers/web/CustomersPage.tsx')]).toHaveLength(4)
    expect(weigh(manifest, ['index.html', '_table.js', '_table.js'], ten)).toEqual({ js: 20, css: 20 })
  })
  it('measures the shell and every page with the shell, and nothing that only a click fetches', () => {
    const measured = named(ten)
    expect(Object.keys(measured)).toHaveLength(4)
    expect(measured['shell']?.weight).toEqual({ js: 20, css: 10 })
    expect(measured['src/customers/web/CustomersPage.tsx']?.weight).toEqual({ js: 40, css: 20 })
    expect(Object.values(measured).some(({ over }) => over)).toBe(false)
  })
  it('finds a page that is too heavy, and gives the funnel less room and charts more', () => {
    const heavy = named((file) => (['customers.js', 'funnel.js', 'cockpit.js'].includes(file) ? 215 : 10))
    expect(heavy['src/customers/web/CustomersPage.tsx']?.over).toBe(true)
    expect(heavy['src/funnel/web/FunnelPage.tsx']?.over).toBe(true)
    expect(heavy['src/cockpit/web/CockpitPage.tsx']?.over).toBe(false)
    expect(heavy['src/funnel/web/FunnelPage.tsx']?.limit.both).toBe(budgets.funnelRoute)
  })
  it('finds a shell that is too heavy in scripts or in styles', () => {
    expect(named((file) => (file === 'react.js' ? 190 : 10))['shell']?.over).toBe(true)
    expect(named((file) => (file === 'index.css' ? 21 : 1))['shell']?.over).toBe(true)
  })
  it('measures nothing where there is no entry', () => expect(measure({}, ten)).toEqual([]))
})
