interface Listening {
  /** A folder for the unix socket, or a port on 127.0.0.1. */
  socketFolder?: string
  port: number
}

/**
 * Server settings as `-c name=value` arguments: small memory (application and database share a 250 MB budget),
 * every commit on disk before it is acknowledged, reachable from this machine only.
 */
export const serverArguments = ({ socketFolder, port }: Listening, extra: Record<string, string> = {}): string[] => {
  const settings: Record<string, string> = {
    listen_addresses: socketFolder ? '' : '127.0.0.1',
    unix_socket_directories: socketFolder ?? '',
    unix_socket_permissions: '0700',
    port: String(port),
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '64MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    max_connections: '40',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '512MB',
    max_logical_replication_workers: '0',
    max_worker_processes: '4',
    max_parallel_workers_per_gather: '0',
    autovacuum_max_workers: '2',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_min_messages: 'warning',
    ...extra,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Settings only newer servers know. */
export const settingsOfMajor = (major: number): Record<string, string> => (major >= 18 ? { io_method: 'sync' } : {})

/**
 * Arguments of initdb: C.UTF-8 and UTF8 on every platform, so that an index sorts alike wherever a backup is opened.
 * PostgreSQL 17 and newer bring that locale themselves; older ones take the machine's.
 */
export const initArguments = (major: number): string[] => [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--no-instructions',
  ...(major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8', '--lc-messages=C']),
]
