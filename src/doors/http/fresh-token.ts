import { randomBytes } from 'node:crypto'

/** 256 bits from the system's generator, as 43 characters that are safe in a URL and a cookie. */
export function freshToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Sixteen hex digits by which a job is found. */
export function freshJobId(): string {
  return randomBytes(8).toString('hex')
}
