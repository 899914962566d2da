import { z } from 'zod'

const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SLUICE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Memory for the figures of organisations' deals, all together; 0: none is kept and every report asks the database. */
  SLUICE_FACTS_MB: z.coerce.number().int().min(0).max(65_536).default(512),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
})

export type Config = z.output<typeof shape>

/** The settings from the environment, empty ones counting as unset. Throws one clear line for the first wrong one. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = shape.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new Error(`${issue.path.join('.')} is wrong: ${issue.message}`)
}
