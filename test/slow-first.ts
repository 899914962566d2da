import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take many seconds, the longest first: begun last, one of them would keep one core waiting at the end. */
const slow = [
  'src/platform/embedded/start.db.test.ts',
  'src/imports/killed.db.test.ts',
  'test/cli.db.test.ts',
  'test/backup.db.test.ts',
  'test/fuzz.db.test.ts',
  'src/imports/maven.db.test.ts',
  'src/imports/imports.db.test.ts',
  'test/six-paths.db.test.ts',
  'test/kill.db.test.ts',
]

const rank = ({ moduleId }: TestSpecification): number => {
  const found = slow.findIndex((name) => moduleId.endsWith(name))
  return found === -1 ? slow.length : found
}

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
