/** A server that ran this long (milliseconds) was well: its death does not count with those before. */
export const wellAfter = 60_000

const pauses = [100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000]

/**
 * Milliseconds to wait before a database server that ended by itself is started again, the `failures`-th time in a row (from 0):
 * at once at first, as readers wait, then ever more rarely; null when it is given up. A statement that was running
 * when the server was killed may hold its memory for two minutes (statement_timeout), which the pauses outlast.
 */
export const pauseBeforeRestart = (failures: number): number | null => pauses[failures] ?? null
