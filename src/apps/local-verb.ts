import type { Config } from '../platform/config.ts'
import type { Asked, Said, Verb } from '../platform/verb.ts'

/** A command about this installation itself rather than about what is in it: it needs no running Sluice and no token. */
export interface LocalVerb extends Omit<Verb, 'run'> {
  run: (asked: Omit<Asked, 'client'> & { config: Config }) => Promise<Said>
}
