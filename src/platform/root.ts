import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const holdingPackage = (folder: string): string =>
  existsSync(join(folder, 'package.json')) || dirname(folder) === folder ? folder : holdingPackage(dirname(folder))

/** The project's folder, the same from sources and from the bundles in dist/. */
export const projectRoot = holdingPackage(dirname(fileURLToPath(import.meta.url)))
