import { randomInt } from 'node:crypto'
import * as own from 'fast-check'
import { expect } from 'vitest'

export * from 'fast-check'

/** What `npm run explore` puts in the place of fast-check: a property is asserted with one fresh seed after the other. */
const share = Number(process.env.SLUICE_EXPLORE_SECONDS) * 1000

const exploring = () => {
  const { testPath = '', currentTestName = '' } = expect.getState()
  const file = testPath.slice(process.cwd().length + 1)
  const end = performance.now() + share
  return {
    isOver: () => performance.now() > end,
    tell: (seeds: number) => process.stdout.write(`   ${seeds} seeds: ${file} › ${currentTestName}\n`),
    blame: (seed: number) => process.stdout.write(`✗  seed ${seed}; again: SLUICE_SEED=${seed} npx vitest run ${file}\n`),
  }
}

async function assertAsync<T>(property: own.IAsyncProperty<T>, parameters?: own.Parameters<T>): Promise<void> {
  const { isOver, tell, blame } = exploring()
  for (let seeds = 1; ; seeds++) {
    const seed = randomInt(2 ** 31)
    await own.assert(property, { ...parameters, seed }).catch((error: unknown) => {
      blame(seed)
      throw error
    })
    if (isOver()) return void tell(seeds)
  }
}

function assertSync<T>(property: own.IProperty<T>, parameters?: own.Parameters<T>): void {
  const { isOver, tell, blame } = exploring()
  for (let seeds = 1; ; seeds++) {
    const seed = randomInt(2 ** 31)
    try {
      own.assert(property, { ...parameters, seed })
    } catch (error) {
      blame(seed)
      throw error
    }
    if (isOver()) return void tell(seeds)
  }
}

const assert = <T>(property: own.IProperty<T> | own.IAsyncProperty<T>, parameters?: own.Parameters<T>): void | Promise<void> =>
  property.isAsync()
    ? assertAsync(property as own.IAsyncProperty<T>, parameters)
    : assertSync(property as own.IProperty<T>, parameters)

export default { ...own.default, assert }
