import { describe, expect, it } from 'vitest'
import { chooseRuntime, parseVersion, type Runtime } from './runtime-choice.ts'

const runtime = (version: string, from: Runtime['from']): Runtime => ({
  bin: `/${from}/${version}`,
  version,
  major: Number.parseInt(version, 10),
  from,
})

describe('the version that a server says', () => {
  it.each([
    ['postgres (PostgreSQL) 18.4', '18.4', 18],
    ['postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n', '15.14', 15],
    ['postgres (PostgreSQL) 19beta1', '19beta1', 19],
  ])('%s', (line, version, major) => expect(parseVersion(line)).toEqual({ version, major }))
  it('is unknown for anything else', () => expect(parseVersion('postgres: error while loading shared libraries')).toBeUndefined())
})

describe('the server that opens a folder', () => {
  const found = [runtime('15.14', 'disk'), runtime('17.2', 'disk'), runtime('18.4', 'package')]
  it('is the packaged one for a new folder', () => expect(chooseRuntime(found, undefined)?.version).toBe('18.4'))
  it('is the newest on disk where no package fits', () =>
    expect(chooseRuntime(found.slice(0, 2), undefined)?.version).toBe('17.2'))
  it('is of the major that wrote the folder', () => expect(chooseRuntime(found, 15)?.version).toBe('15.14'))
  it('is none when that major is not there', () => expect(chooseRuntime(found, 16)).toBeUndefined())
  it('is never older than 15', () => expect(chooseRuntime([runtime('14.9', 'disk')], undefined)).toBeUndefined())
})
