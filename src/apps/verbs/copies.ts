import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { backupToFile, moveDatabase, restoreFromFile } from '../../platform/backup/files.ts'
import type { Config } from '../../platform/config.ts'
import { hasEmbedded, opener, withOwner } from '../owner-connection.ts'
import type { LocalVerb } from '../local-verb.ts'

/** A command failed for a reason that a person can mend. */
class Refused extends Error {}

const refuseWhileOpen = (config: Config, verb: string): void => {
  const pid = opener(config)
  if (pid !== undefined) throw new Refused(`${verb} needs the data for itself: stop the running Sluice (process ${pid}) first.`)
}

const sum = (tables: Record<string, number>): number => Object.values(tables).reduce((total, rows) => total + rows, 0)

export const backup: LocalVerb = {
  name: 'backup',
  usage: 'FILE',
  summary: 'write everything into one file; Sluice may go on running',
  words: [1, 1],
  run: async ({ words: [file = ''], config, say }) => {
    if (!config.DATABASE_URL && !hasEmbedded(config)) throw new Refused(`There is no data in ${resolve(config.DATA_DIR)} yet.`)
    await withOwner(config, say, (ownerUrl) => backupToFile(ownerUrl, file))
    const { size } = statSync(file)
    return {
      value: { file: resolve(file), bytes: size },
      lines: [`Backup written: ${resolve(file)} (${Math.ceil(size / 1024)} KB)`],
    }
  },
}

export const restore: LocalVerb = {
  name: 'restore',
  usage: 'FILE',
  summary: 'fill an empty data folder or database from a backup',
  words: [1, 1],
  run: async ({ words: [file = ''], config, say }) => {
    refuseWhileOpen(config, 'restore')
    const { madeAt, tables } = await withOwner(config, say, (ownerUrl) => restoreFromFile(ownerUrl, file))
    return {
      value: { madeAt, tables },
      lines: [`Restored ${sum(tables)} rows in ${Object.keys(tables).length} tables, as of ${madeAt}.`],
    }
  },
}

export const migrateTo: LocalVerb = {
  name: 'migrate-to',
  usage: 'DATABASE_URL',
  summary: 'copy everything from the embedded database to a PostgreSQL server',
  words: [1, 1],
  run: async ({ words: [target = ''], config, say }) => {
    if (!/^postgres(ql)?:\/\//.test(target)) throw new Refused('The target is a postgres:// address of an empty database.')
    if (!config.DATABASE_URL && !hasEmbedded(config))
      throw new Refused(`There is no data in ${resolve(config.DATA_DIR)} to move.`)
    refuseWhileOpen(config, 'migrate-to')
    const { tables } = await withOwner(config, say, (ownerUrl) => moveDatabase(ownerUrl, target))
    return {
      value: { tables },
      lines: [
        `Copied ${sum(tables)} rows in ${Object.keys(tables).length} tables. The old data is untouched.`,
        'From now on start with DATABASE_URL set to that address.',
      ],
    }
  },
}
