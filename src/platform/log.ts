import { destination, pino, type Logger } from 'pino'

/** The process's log on stderr, as JSON lines; secrets never reach it. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          'req.headers["x-csrf-token"]',
          '*.password',
          '*.token',
          '*.secret',
        ],
        censor: '[hidden]',
      },
    },
    destination({ fd: 2, sync: false }),
  )

export type { Logger }
