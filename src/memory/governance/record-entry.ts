import type { Vote } from './ballot.ts'
import {
  type Certificate,
  decodeMessage,
  encodeMessage,
  type Offer,
  type Signature,
} from './vote-message.ts'

/** A block that a quorum prevoted for. */
export type Lock = {
  readonly slot: number
  readonly epoch: number
  readonly block: Uint8Array
  readonly polka: readonly Signature[]
}

/** What a manager must not forget: written before anything that rests on it is said. */
export type RecordEntry =
  | { readonly kind: 'committed'; readonly certificate: Certificate }
  | { readonly kind: 'voted'; readonly vote: Vote }
  | { readonly kind: 'offered'; readonly offer: Offer }
  | { readonly kind: 'locked'; readonly lock: Lock }
  /** Of one manager of several that write into one file. */
  | { readonly kind: 'of'; readonly manager: number; readonly entry: RecordEntry }

const lockedByte = 255
const ofByte = 254

export function encodeEntry(entry: RecordEntry): Uint8Array {
  switch (entry.kind) {
    case 'committed':
      return encodeMessage(entry.certificate)
    case 'voted':
      return encodeMessage({ kind: 'vote', vote: entry.vote })
    case 'offered':
      return encodeMessage(entry.offer)
    case 'locked': {
      const { slot, epoch, block, polka } = entry.lock
      const message = encodeMessage({ kind: 'certificate', slot, epoch, block, votes: polka })
      return behind([lockedByte], message)
    }
    case 'of':
      return behind([ofByte, entry.manager], encodeEntry(entry.entry))
  }
}

function behind(front: readonly number[], rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(front.length + rest.length)
  bytes.set(front)
  bytes.set(rest, front.length)
  return bytes
}

/** An entry from its bytes; `undefined` when they are none. */
export function decodeEntry(bytes: Uint8Array): RecordEntry | undefined {
  if (bytes[0] === ofByte) {
    const [, manager = 0] = bytes
    const entry = decodeEntry(bytes.subarray(2))
    return entry === undefined ? undefined : { kind: 'of', manager, entry }
  }
  const isLock = bytes[0] === lockedByte
  const message = decodeMessage(isLock ? bytes.subarray(1) : bytes)
  switch (message?.kind) {
    case 'certificate': {
      if (!isLock) return { kind: 'committed', certificate: message }
      const { slot, epoch, block, votes } = message
      return { kind: 'locked', lock: { slot, epoch, block, polka: votes } }
    }
    case 'vote':
      return { kind: 'voted', vote: message.vote }
    case 'offer':
      return { kind: 'offered', offer: message }
    case 'ask':
    case undefined:
      return undefined
  }
}
