import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const home = '/usr/lib/postgresql'

/** Programs of the oldest PostgreSQL that Debian's packages put here; tools/test.mjs installs one where it can. */
export const debianServerBin = (): string => {
  const versions = existsSync(home) ? readdirSync(home).filter((name) => existsSync(join(home, name, 'bin', 'postgres'))) : []
  const oldest = versions.map(Number).sort((a, b) => a - b)[0]
  if (oldest === undefined)
    throw new Error(`SLUICE_TEST_DATABASE=debian: no PostgreSQL in ${home}; apt-get install postgresql-15`)
  return join(home, String(oldest), 'bin')
}
