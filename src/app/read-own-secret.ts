import { Secret, UserError } from '../base/index.ts'
import { readOwnFile } from './read-own-file.ts'

/**
 * The one line of a file that nobody but its owner may read: a password, a token.
 *
 * @param file - Nothing when empty.
 * @throws UserError `key-file`
 */
export function readOwnSecret(file: string): Secret | undefined {
  if (file === '') return undefined
  const decline = (why: string): UserError => new UserError('key-file', `${why}.`)
  const bytes = readOwnFile(file, { bytesMax: 4_096, what: 'secret', decline })
  const text = new TextDecoder().decode(bytes).replace(/\r?\n$/, '')
  if (bytes !== undefined && /^[^\r\n]+$/.test(text)) return new Secret(text)
  throw decline(
    `${file} is not there, or holds more or less than one line; write the secret into it`,
  )
}
