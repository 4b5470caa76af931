import { createHash } from 'node:crypto'

/**
 * Every secret the tests use, by name. None may stand in anything the suite produces: files,
 * outputs of processes, messages. Made here and nowhere else, so that all of them are looked for.
 */
export const canaryNames = [
  'demo',
  'other',
  'reader',
  'mover',
  'passphrase',
  'rehearsal',
  'page',
  'vault',
] as const

export type CanaryName = (typeof canaryNames)[number]

/** Letters, digits and what must be escaped in an address: nothing in it is a word. */
export function secretOf(name: CanaryName): string {
  const digest = createHash('sha256').update(`secret ${name}`).digest('base64url')
  return `${digest.slice(0, 20)}+/=${digest.slice(20)}`
}

/** The key of an account at a wire exchange. A name nobody has a canary for is its own key. */
export function keyOf(name: string): string {
  const digest = createHash('sha256').update(`key ${name}`).digest('base64url')
  return canaryNames.some((each) => each === name) ? digest : name
}

/** The secret of an account by any name; of a stranger's, something that is no canary. */
export function secretFor(name: string): string {
  const known = canaryNames.find((each) => each === name)
  return known === undefined ? name : secretOf(known)
}

/** 32 bytes as they are kept for the sessions of a page. */
export function pageSecret(): Uint8Array {
  return new Uint8Array(Buffer.from(secretOf('page')).subarray(0, 32))
}
