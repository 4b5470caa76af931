import { UserError } from '../base/index.ts'
import { isOtherServer, type KeyChoice, type KeyUse, testNetwork } from '../venue/index.ts'

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
  /** Which key; the desk itself never has it, see `openKey`. */
  readonly keys: KeyChoice
  /** After which silence the venue is to cancel everything; never when left out. Unit: us. */
  readonly deadManUs?: number | undefined
  /** Told whenever a key is taken out of a vault. */
  readonly onKeyUse?: ((use: KeyUse) => void) | undefined
}

/**
 * A rehearsal at `url`, with a key that is chosen here and read elsewhere.
 *
 * @throws UserError `rehearsal-url` for anything that is not on this machine, `rehearsal-keys`.
 */
export function rehearsalAt(url: string, keys: KeyChoice): Rehearsal {
  const isTest = url === testNetwork
  if (isTest && keys.kind === 'demo')
    throw new UserError(
      'rehearsal-keys',
      '--testnet needs --rehearsal-keys FILE: two lines, a key of the test network and its secret; ' +
        'or --key NAME, one of the vault.',
    )
  return { url: isTest ? url : loopbackUrl(url, '--rehearse'), keys }
}

/**
 * The address of an exchange on this machine, without a path or a slash at its end.
 *
 * @param option - What it was given by.
 * @throws UserError `rehearsal-url` for any other.
 */
export function loopbackUrl(text: string, option: string): string {
  const url = URL.parse(text)
  const isHere = url !== null && /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)
  if (isHere && url.protocol === 'http:' && url.href === `${url.origin}/`) return url.origin
  throw new UserError(
    'rehearsal-url',
    `${option} takes an exchange on this machine, such as http://127.0.0.1:8799; no key leaves it ` +
      'for a rehearsal.',
  )
}
