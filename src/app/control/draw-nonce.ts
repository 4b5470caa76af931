import { randomBytes } from 'node:crypto'

/** Sixteen random bytes in hex: names one act for good. */
export function drawNonce(): string {
  return randomBytes(16).toString('hex')
}
