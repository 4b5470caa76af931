import { randomBytes } from 'node:crypto'

/** Random bytes of the machine, for the salt of a vault and its nonces. */
export function drawBytes(count: number): Uint8Array {
  return randomBytes(count)
}
