/** The start was refused for a reason that a person can mend: the message says what is wrong and the way out, in one paragraph. */
export class EmbeddedRefusal extends Error {
  readonly code: 'already-open' | 'other-major' | 'no-postgres' | 'not-ours' | 'did-not-start'
  constructor(code: EmbeddedRefusal['code'], message: string) {
    super(message)
    this.name = 'EmbeddedRefusal'
    this.code = code
  }
}
