/** Fills an empty database with the companies of a size and checks a sample: `npm run -s bench -- fill S|L|Q postgres://owner@…`. */
import { buildCompanies, companiesOf, differingOf, type SizeName } from './ground/companies.ts'

const [name = '', ownerUrl] = process.argv.slice(2)
if (!Object.hasOwn(companiesOf, name) || !ownerUrl) {
  console.error('Usage: npm run -s bench -- fill S|L|T|Q OWNER_URL')
  process.exit(2)
}
const began = Date.now()
const company = await buildCompanies(ownerUrl, name as SizeName, (line) => console.error(line))
const { checked, differing } = await differingOf(ownerUrl, company.orgId)
console.log(JSON.stringify({ bench: 'fill', size: name, seconds: (Date.now() - began) / 1000, checked, differing }))
process.exit(differing > 0 ? 1 : 0)
