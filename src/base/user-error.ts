/**
 * Something a person can mend: bad input (exit code 2) or an outside failure (exit code 3).
 * The message is one sentence with what was wrong, where, and what to do. `code` is stable and
 * listed in `docs/errors.md`. Doors print it; nobody else catches it.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: string
  readonly exitCode: 2 | 3

  constructor(code: string, message: string, exitCode: 2 | 3 = 2) {
    super(message)
    this.code = code
    this.exitCode = exitCode
  }
}
