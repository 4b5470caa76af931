import { UserError } from '../base/index.ts'
import { parseKeyFile, type VenueKeys } from '../venue/index.ts'
import { readOwnFile } from './read-own-file.ts'

const bytesMax = 16_384

/**
 * The key in a file of two lines, a key and its secret, that nobody but its owner may read.
 *
 * @param venue - ccxt's name of it.
 * @param hasThird - Whether there may be a passphrase as well, which some venues want.
 * @throws UserError `rehearsal-keys`.
 */
export function readKeyFile(file: string, venue: string, hasThird = false): VenueKeys {
  const decline = (why: string): UserError => new UserError('rehearsal-keys', `${why}.`)
  const bytes = readOwnFile(file, { bytesMax, what: 'file of keys', decline })
  const keys = parseKeyFile(new TextDecoder().decode(bytes), venue, hasThird)
  if (typeof keys === 'string') throw decline(`${file} ${keys}`)
  return keys
}
