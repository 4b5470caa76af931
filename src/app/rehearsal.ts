import { Secret, UserError } from '../base/index.ts'
import { nodeDisk, readText } from '../kernel/index.ts'
import { isOtherServer, testNetwork, type VenueKeys } from '../venue/index.ts'

/** A server on this machine answers within this, or has lost the question. */
const answerMs = 2_500

/** How long an answer at `url` is waited for; the usual time when `undefined`. Unit: ms. */
export function rehearsalAnswerMs(url: string | undefined): number | undefined {
  return isOtherServer(url) ? answerMs : undefined
}

/** An exchange without real money that a desk sends its orders to, and who it is there. */
export type Rehearsal = {
  /** A simulated one on this machine, without a path or a slash at its end; or `testNetwork`. */
  readonly url: string
  readonly keys: VenueKeys
  /** After which silence the venue is to cancel everything; never when left out. Unit: us. */
  readonly deadManUs?: number | undefined
}

/** What `coinswarm exchange` lets everybody in with who is on the same machine. */
const demo = 'demo'

/**
 * A rehearsal at `url`, with the keys of a file or those of the demo account.
 *
 * @param venue - ccxt's name of it.
 * @throws UserError `rehearsal-url` for anything that is not on this machine, `rehearsal-keys`.
 */
export function rehearsalAt(venue: string, url: string, keysFile: string | undefined): Rehearsal {
  const isTest = url === testNetwork
  if (isTest && keysFile === undefined)
    throw new UserError(
      'rehearsal-keys',
      '--testnet needs --rehearsal-keys FILE: two lines, a key of the test network and its secret.',
    )
  const keys = keysFile === undefined ? demoKeys(venue) : keysIn(venue, keysFile)
  return { url: isTest ? url : loopbackUrl(url), keys }
}

function loopbackUrl(text: string): string {
  const url = URL.parse(text)
  const isHere = url !== null && /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)
  if (isHere && url.protocol === 'http:' && url.href === `${url.origin}/`) return url.origin
  throw new UserError(
    'rehearsal-url',
    '--rehearse takes an exchange on this machine, such as http://127.0.0.1:8799; keys for any other ' +
      'belong into a vault, which there is not yet.',
  )
}

/** Kraken's secrets are base64. */
function demoKeys(venue: string): VenueKeys {
  const secret = venue === 'kraken' ? Buffer.from(demo).toString('base64') : demo
  return { key: new Secret(demo), secret: new Secret(secret) }
}

const bytesMax = 4_096

/** Two lines: the key, and its secret. */
function keysIn(venue: string, file: string): VenueKeys {
  const lines = (readText(nodeDisk, file) ?? '').slice(0, bytesMax).trimEnd().split(/\r?\n/)
  const [key = '', secret = ''] = lines
  if (venue === 'kraken' && secret !== '' && !isBase64(secret))
    throw new UserError(
      'rehearsal-keys',
      `The secret in ${file} is not base64, as Kraken's are; write it as: printf %s SECRET | base64`,
    )
  if (lines.length === 2 && key !== '' && secret !== '')
    return { key: new Secret(key), secret: new Secret(secret) }
  throw new UserError(
    'rehearsal-keys',
    `${file} must hold two lines and nothing else: a key, and its secret.`,
  )
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text
}
