import { CommanderError } from 'commander'
import { UserError } from '../../base/index.ts'
import { DiskError } from '../../kernel/index.ts'

/** An error as a person or a program is told of it. */
export type ToldError = {
  readonly code: string
  /** One sentence. */
  readonly message: string
  readonly exitCode: 2 | 3
}

/** Sorts whatever a command threw. Bugs of our own are named as such. */
export function toldError(error: unknown): ToldError {
  if (error instanceof UserError)
    return { code: error.code, message: ended(error.message), exitCode: error.exitCode }
  if (error instanceof CommanderError)
    return { code: 'usage', message: usageSentence(error.message), exitCode: 2 }
  if (error instanceof DiskError) return diskError(error.code, error.message)
  if (isSystemError(error)) return diskError(error.code, error.message)
  if (isSqliteFull(error)) return diskError('ENOSPC', 'The tables of the desk cannot be written')
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    code: 'internal',
    message: `This is a mistake in coinswarm, not in your input: ${what} (--debug shows where).`,
    exitCode: 3,
  }
}

function ended(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}

function diskError(code: string, message: string): ToldError {
  const hint = code === 'ENOSPC' ? '; free some space and run the command again' : ''
  return { code: `disk-${code.toLowerCase()}`, message: `${message}${hint}.`, exitCode: 3 }
}

/** Whether SQLite found the disk full: the last byte of its code is then 13. */
function isSqliteFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 13
}

/** What Node throws for files and sockets: an upper-case code such as `EACCES`. */
function isSystemError(error: unknown): error is Error & { readonly code: string } {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return false
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)
}

/** `error: unknown option '--jsn'\n(Did you mean --json?)` as one sentence. */
function usageSentence(message: string): string {
  const plain = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')
  const sentence = plain.replace(/ \(Did you mean (.+?)\?\)/, '; did you mean $1?')
  const capital = sentence.charAt(0).toUpperCase() + sentence.slice(1)
  return /[.?!]$/.test(capital) ? capital : `${capital}; see --help.`
}
