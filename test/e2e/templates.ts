import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setUpOver, startSluice } from '../sluice-process.ts'
import { ask, loadDemo, orBusy } from './api.ts'

/**
 * Data folders that journeys begin with, made once per run beside the first journeys and copied per file: `empty` is migrated and not set up, `demo` holds
 * the demo company of eighteen months under the administrator of the journeys, its gates open.
 */
export type Company = 'empty' | 'demo'

const variable = 'SLUICE_JOURNEY_TEMPLATES'
const tokenFile = (folder: string): string => `${folder}.token`

/** Waits until the forecast has learned from the demo company: a copy would else begin anew, beside its journey. */
const trained = async (url: string, token: string): Promise<void> => {
  interface Trainings {
    items: { status: string }[]
  }
  for (let status = ''; status !== 'done'; await new Promise((next) => setTimeout(next, 500))) {
    status = await ask<Trainings>(url, token, 'GET', '/forecast/trainings?limit=1').then(
      ({ items }) => items[0]?.status ?? '',
      orBusy,
    )
    if (status === 'failed') throw new Error('the forecast could not learn from the demo company')
  }
}

const fill = async (folder: string, company: Company): Promise<void> => {
  mkdirSync(folder)
  const sluice = await startSluice({ from: 'dist', dataDir: folder })
  try {
    if (company === 'empty') return
    const token = await setUpOver(sluice.url)
    await loadDemo(sluice.url, token)
    await trained(sluice.url, token)
    writeFileSync(tokenFile(folder), token)
  } finally {
    await sluice.end()
  }
}

/** Written when a template cannot be made, for the journeys that wait for it: why. */
const failureFile = (folder: string): string => `${folder}.failure`
const madeFile = (folder: string): string => `${folder}.made`

/** Makes a template, and says beside it that it is there, or why it is not. */
const make = async (folder: string, company: Company): Promise<void> => {
  try {
    await fill(folder, company)
    writeFileSync(madeFile(folder), '')
  } catch (fault) {
    writeFileSync(failureFile(folder), String(fault))
  }
}

/** Playwright's global set-up: begins to make the folders, and removes them when all journeys have ended. Who needs one waits for it. */
export default function makeTemplates(): () => Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'sluice-journeys-'))
  process.env[variable] = home
  const made = Promise.all((['empty', 'demo'] as const).map((company) => make(join(home, company), company)))
  return async () => {
    await made
    rmSync(home, { recursive: true, force: true })
  }
}

/** A data folder of one's own, like the template; and the administrator's token where the company is set up. */
export const copyOf = async (company: Company): Promise<{ dataDir: string; token: string | undefined }> => {
  const home = process.env[variable]
  if (!home) throw new Error('the templates of the journeys were not made')
  const template = join(home, company)
  while (!existsSync(madeFile(template))) {
    if (existsSync(failureFile(template)))
      throw new Error(`no template of ${company}: ${readFileSync(failureFile(template), 'utf8')}`)
    await new Promise((next) => setTimeout(next, 100))
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-run-'))
  cpSync(template, dataDir, { recursive: true, preserveTimestamps: true })
  const kept = tokenFile(template)
  return { dataDir, token: existsSync(kept) ? readFileSync(kept, 'utf8') : undefined }
}
