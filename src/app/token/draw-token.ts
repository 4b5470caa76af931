import { randomBytes } from 'node:crypto'

/** What a new token is made of: an id of 32 bits, and 256 bits that nobody guesses. */
export function drawToken(): { readonly id: string; readonly secret: string } {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64url') }
}
