/** The law of the layout (ARCHITECTURE.md), as data that check-slices reads. */

/** A slice imports only slices named before it. */
export const sliceOrder = [
  'people',
  'products',
  'contacts',
  'customers',
  'account-team',
  'activities',
  'pipelines',
  'playbooks',
  'opportunities',
  'leads',
  'handover',
  'contracts',
  'expenses',
  'search',
  'funnel',
  'capacity',
  'targets',
  'forecast',
  'winback',
  'checkup',
  'quality',
  'decision-chain',
  'key-accounts',
  'surveys',
  'operating',
  'pool',
  'customer-cards',
  'account-plans',
  'stocktakes',
  'repurchase',
  'health',
  'requests',
  'alerts',
  'diary',
  'upkeep',
  'cockpit',
  'imports',
  'integrations',
  'audit',
  'demo',
]

/** Files (or folders) of these names read and write; every other file of a slice is pure. */
export const roleNames = ['store', 'queries', 'commands', 'routes', 'jobs', 'cli']
/** What another slice may use besides pure files. */
export const openRoles = ['queries', 'commands']
/** What a page may never import. */
export const emptyNames = /^(utils?|helpers?|common|shared|misc|manager|service|index|types)$/i

export const lineLimit = 400
export const roleLineLimit = 300

/** Packages that read or write: their importers are not pure. */
export const ioPackages =
  /^(kysely|pg|pg-[\w-]+|fastify|@fastify\/.+|fastify-[\w-]+|pino|prom-client|croner|nodemailer|imapflow|hucre|@node-rs\/.+)(\/|$)/
/** Node's own modules, with and without the prefix, sub-paths such as node:fs/promises included. */
export const nodeModules =
  /^(node:.+|(assert|async_hooks|buffer|child_process|cluster|crypto|dgram|diagnostics_channel|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|querystring|readline|repl|stream|string_decoder|timers|tls|tty|url|util|v8|vm|wasi|worker_threads|zlib)(\/.+)?)$/
