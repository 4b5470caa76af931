import { drawNonce } from './draw-nonce.ts'
import { osUser } from './os-user.ts'

/** Who runs this process, as somebody who asks for one act by the command line. */
export function personHere(): { readonly actor: string; readonly nonce: string } {
  return { actor: osUser(), nonce: drawNonce() }
}
