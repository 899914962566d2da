import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment gives the defaults', () => {
  expect(readConfig({ PORT: '', PATH: '/bin' })).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    LOG_LEVEL: 'info',
    SLUICE_FACTS_MB: 512,
  })
})

test.each([
  [{ PORT: 'eighty' }, /^PORT is wrong/],
  [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL is wrong: must start with postgres/],
  [{ SLUICE_SECRET: 'short' }, /^SLUICE_SECRET is wrong: must have at least 32/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is wrong/],
])('a wrong setting is named in one line: %o', (environment, line) => {
  expect(() => readConfig(environment)).toThrow(line)
})
