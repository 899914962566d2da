import type { TestProject } from 'vitest/node'

/** Says with which seed the property tests of a run draw their examples (vitest.config.ts). */
export default function say({ name, config }: TestProject): void {
  process.stdout.write(`${name}: examples of properties by seed ${config.env.SLUICE_SEED}\n`)
}
