import { Secret } from '../../base/index.ts'
import type { VenueKeys } from '../ccxt/index.ts'

/** Longest line of a file of keys: a private key in base64 is one. */
const lineMax = 4_096

/**
 * The keys in the text of a file: a key and its secret, a line each.
 *
 * @param hasThird - Whether there may be a passphrase as well, which some venues want.
 * @returns A reason, to follow the name of the file, when there is something else in it.
 */
export function parseKeyFile(text: string, venue: string, hasThird = false): VenueKeys | string {
  const lines = text.trimEnd().split(/\r?\n/)
  const [key = '', secret = '', passphrase] = lines
  if (lines.length < 2 || lines.length > (hasThird ? 3 : 2) || lines.some((line) => line === ''))
    return 'must hold two lines and nothing else: a key, and its secret'
  if (lines.some((line) => line.length > lineMax)) return 'holds a line that is no key'
  const fault = secretFault(secret, venue)
  if (fault !== undefined) return fault
  const words = { key: new Secret(key), secret: new Secret(secret) }
  return passphrase === undefined ? words : { ...words, passphrase: new Secret(passphrase) }
}

/** Why a secret is none of the venue, to follow the name of where it is; Kraken's are base64. */
export function secretFault(secret: string, venue: string): string | undefined {
  if (venue !== 'kraken' || isBase64(secret)) return undefined
  return "holds a secret that is not base64, as Kraken's are; write it as: printf %s SECRET | base64"
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text
}
