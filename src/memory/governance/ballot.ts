import { ByteWriter } from '../../journal/index.ts'
import type { ManagerKeys } from './manager-keys.ts'

export type Step = 'prevote' | 'precommit'

/** What a vote is about. */
export type BallotPaper = {
  readonly step: Step
  /** Position in the log, from 1. */
  readonly slot: number
  /** Attempt at that position, from 0. */
  readonly epoch: number
  /** SHA-256 of the block in hex; empty for none. */
  readonly hash: string
}

/** A vote of one manager, signed. */
export type Vote = BallotPaper & { readonly manager: number; readonly signature: Uint8Array }

/** The hash of a vote for no block. */
export const noBlock = ''

const none = new Uint8Array(32)
const writer = new ByteWriter(128)

/**
 * Votes as bytes that are signed: nobody can move one to another group, slot, epoch, step or hash.
 */
export class Ballot {
  readonly #keys: ManagerKeys

  constructor(keys: ManagerKeys) {
    this.#keys = keys
  }

  /** The bytes that are signed. Valid until the next call. */
  signedBytes(paper: BallotPaper, manager: number): Uint8Array {
    writer.cut(0)
    writer.text('coinswarm memory vote 1')
    writer.raw(this.#keys.group)
    writer.u8(paper.step === 'prevote' ? 0 : 1)
    writer.u8(manager)
    writer.f64(paper.slot)
    writer.f64(paper.epoch)
    writer.raw(hashBytesOf(paper.hash))
    return writer.written()
  }

  sign(paper: BallotPaper, manager: number): Vote {
    return { ...paper, manager, signature: this.#keys.sign(this.signedBytes(paper, manager)) }
  }

  isGenuine(vote: Vote): boolean {
    return this.#keys.verify(vote.manager, this.signedBytes(vote, vote.manager), vote.signature)
  }
}

/** 32 bytes of a hash in hex; zeros for no block. */
export function hashBytesOf(hash: string): Uint8Array {
  return hash === noBlock ? none : Buffer.from(hash, 'hex')
}

/**
 * How many equal votes commit. With n = 3f + 1 managers f may lie: 3 of 4, 5 of 7. With 3 managers
 * it is all 3: nobody may lie, and one that is down stops everything until it is back.
 */
export function quorumOf(managers: number): number {
  return managers - faultyOf(managers)
}

/** How many managers may lie. */
export function faultyOf(managers: number): number {
  return Math.floor((managers - 1) / 3)
}
