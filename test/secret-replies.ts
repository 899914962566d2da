import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Endpoint } from '../src/platform/contract.ts'
import { projectRoot } from '../src/platform/root.ts'

type Any = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

/** How fields are called that open something to whoever reads them. */
const telling = /(secret|token|password|passcode|otp|recoverycodes?|url|uri|links?)$/i

/** Names of all fields that a reply may hold, at any depth. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : []
  return [...own, ...Object.values(schema).flatMap(fieldsOf)]
}

/** Answers to writes are kept for a repeated Idempotency-Key; those of public endpoints and of questions never are. */
export const unsealed = (all: Record<string, unknown>): string[] =>
  Object.entries(all).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null || !('isSecret' in value)) return []
    const { method, access, isSecret, reply } = value as Any
    if (method === 'GET' || access === 'public' || isSecret || reply instanceof z.ZodUndefined) return []
    const found = fieldsOf(z.toJSONSchema(reply, { unrepresentable: 'any' })).find((field) => telling.test(field))
    return found ? [`${name} replies with ${found} and is not isSecret`] : []
  })

/** What every contract of the house exports. */
export function allContracts(): Promise<Record<string, unknown>[]> {
  const src = join(projectRoot, 'src')
  const paths = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|[/\\-])contract\.ts$/.test(path))
  return Promise.all(paths.map(async (path) => (await import(join(src, path))) as Record<string, unknown>))
}
