import { describe, expect, it } from 'vitest'
import { patch } from '../../../test/simulation/plants.ts'
import { quorumKeys } from '../../../test/simulation/quorum-keys.ts'
import {
  anyProposal,
  quorumAgents,
  quorumRegimes,
} from '../../../test/simulation/quorum-proposals.ts'
import { defined, Random } from '../../base/index.ts'
import { Ballot, type Step, type Vote } from './ballot.ts'
import { encodeBlock } from './block.ts'
import { encodeProposal, hashBytes } from './encode-proposal.ts'
import { VoteCheck } from './vote-check.ts'
import { stateAtStart } from './governed-state.ts'
import { HeldBlocks } from './held-blocks.ts'
import { blockOf } from './judge-block.ts'
import { sharedKeys } from './manager-keys.ts'
import { MemoryManager } from './memory-manager.ts'
import { memorySubjects } from './memory-subjects.ts'
import type { RecordEntry } from './record-entry.ts'
import {
  decodeMessage,
  encodeMessage,
  type ManagerMessage,
  type Signature,
} from './vote-message.ts'

const keys = sharedKeys(quorumKeys(4).privateKeys)
const start = stateAtStart(quorumAgents, quorumRegimes)
const random = Random.fromSeed(1)

/** Two blocks for slot 1. */
const [first = new Uint8Array(), second = new Uint8Array()] = [1, 2].map((ts) =>
  encodeBlock(
    blockOf([encodeProposal(anyProposal(random, ts))], { state: start, head: '', slot: 1 }),
  ),
)

function vote(manager: number, step: Step, epoch: number, block: Uint8Array | undefined): Vote {
  const hash = block === undefined ? '' : hashBytes(block)
  const own = defined(keys[manager], 'keys')
  return new Ballot(own).sign({ step, slot: 1, epoch, hash }, manager)
}

/** One manager, number 0, and whatever the others say to it. */
class Told {
  readonly record: RecordEntry[] = []
  readonly manager: MemoryManager
  nowUs = 1_000

  constructor(past: readonly RecordEntry[] = []) {
    this.manager = new MemoryManager({ id: 0, keys: defined(keys[0], 'keys'), start, past })
    this.record.push(...past)
  }

  /** @returns its votes in answer, each as `prevote 1 first`. */
  tell(...messages: readonly ManagerMessage[]): readonly string[] {
    for (const message of messages)
      this.manager.receive(
        { subject: memorySubjects.vote, bytes: encodeMessage(message) },
        this.nowUs,
      )
    return this.#votes()
  }

  wait(us: number): readonly string[] {
    for (const endUs = this.nowUs + us; this.nowUs < endUs; this.nowUs += 10_000)
      this.manager.tick(this.nowUs)
    return this.#votes()
  }

  #votes(): readonly string[] {
    const { record, messages } = this.manager.takeTurn()
    this.record.push(...record)
    const said = messages.flatMap(({ bytes }) => {
      const message = decodeMessage(bytes)
      return message?.kind === 'vote' ? [wordsOf(message.vote)] : []
    })
    return [...new Set(said)]
  }
}

function wordsOf({ step, epoch, hash }: Vote): string {
  const name = hash === '' ? 'none' : hash === hashBytes(first) ? 'first' : 'second'
  return `${step} ${epoch} ${name}`
}

function offer(
  epoch: number,
  block: Uint8Array,
  validEpoch = -1,
  polka: readonly Signature[] = [],
): ManagerMessage {
  const prevote = vote((1 + epoch) % 4, 'prevote', epoch, block)
  return { kind: 'offer', prevote, block, validEpoch, polka }
}

const votes = (step: Step, epoch: number, block: Uint8Array | undefined, ...managers: number[]) =>
  managers.map((manager) => ({ kind: 'vote', vote: vote(manager, step, epoch, block) }) as const)

const polkaOf = (epoch: number, block: Uint8Array, ...managers: number[]): readonly Signature[] =>
  managers.map((manager) => vote(manager, 'prevote', epoch, block))

/** A manager that locked the first block in epoch 0 and is now in epoch 1. */
function locked(): Told {
  const told = new Told()
  expect(told.tell(offer(0, first))).toEqual(['prevote 0 first'])
  expect(told.tell(...votes('prevote', 0, first, 2))).toEqual(['precommit 0 first'])
  told.tell(...votes('precommit', 0, undefined, 2, 3))
  told.wait(400_000)
  expect(told.manager.epoch).toBe(1)
  return told
}

describe('a manager that locked a block', () => {
  it('prevotes for no other, and for its own again', () => {
    expect(locked().tell(offer(1, second))).toEqual(['prevote 1 none'])
    expect(locked().tell(offer(1, first))).toEqual(['prevote 1 first'])
  })

  it('is not moved by what proves nothing', () => {
    const forged = polkaOf(0, second, 2, 2, 2)
    const few = polkaOf(0, second, 1, 2)
    const foreign = polkaOf(0, first, 1, 2, 3)
    const precommits = [1, 2, 3].map((manager) => vote(manager, 'precommit', 0, second))
    for (const polka of [[], forged, few, foreign, precommits]) {
      const told = locked()
      expect(told.tell(offer(1, second, 0, polka))).toEqual([])
      expect(told.manager.declined.of('wrong-proof')).toBe(1)
    }
    const told = locked()
    expect(told.tell(offer(1, second, 1, polkaOf(1, second, 1, 2, 3)))).toEqual([])
    expect(told.manager.declined.of('wrong-proof')).toBe(1)
  })

  it('lets go of it for a quorum of prevotes in a later epoch', () => {
    const told = locked()
    told.tell(offer(1, second), ...votes('precommit', 1, undefined, 1, 2, 3))
    told.wait(250_000)
    expect(told.manager.epoch).toBe(2)
    const later = offer(2, second, 1, polkaOf(1, second, 1, 2, 3))
    expect(told.tell(later)).toEqual(['prevote 2 second'])
  })

  it('is locked still after it was restarted, and votes for nothing twice', () => {
    const told = locked()
    const again = new Told(told.record)
    again.nowUs = 5_000_000
    again.tell(...votes('prevote', 1, undefined, 1, 2))
    again.wait(600_000)
    expect(again.tell(offer(1, second))).not.toContain('prevote 1 second')
    const cast = again.record.flatMap((entry) => (entry.kind === 'voted' ? [entry.vote] : []))
    const places = cast.map(({ step, epoch }) => `${step} ${epoch}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

it('would say so if a lock held nobody, or a proof proved nothing', () => {
  const unlock = patch(HeldBlocks.prototype, 'isFree', () => () => true)
  expect(locked().tell(offer(1, second))).toEqual(['prevote 1 second'])
  unlock()
  const believe = patch(VoteCheck.prototype, 'ofOffer', () => () => undefined)
  expect(locked().tell(offer(1, second, 0, []))).toEqual(['prevote 1 second'])
  believe()
})

describe('a manager', () => {
  it('commits by three votes in one epoch, and not by three in two', () => {
    const told = new Told()
    told.tell(
      offer(0, first),
      ...votes('precommit', 0, first, 2),
      ...votes('precommit', 1, first, 1, 3),
    )
    expect(told.manager.governed.slot).toBe(1)
    told.tell(...votes('precommit', 0, first, 2, 2, 2))
    expect(told.manager.governed.slot).toBe(1)
    told.tell(...votes('precommit', 0, first, 1, 3))
    expect(told.manager.governed.slot).toBe(2)
  })

  it('commits nothing two seconds after the epoch began', () => {
    const told = new Told()
    told.tell(offer(0, first), ...votes('precommit', 0, first, 2, 3))
    told.nowUs += 2_000_001
    told.tell(...votes('precommit', 0, first, 1))
    expect(told.manager.governed.slot).toBe(1)
  })

  it('counts and declines what is forged, stale, doubled, foreign or malformed', () => {
    const told = new Told()
    const genuine = vote(2, 'prevote', 0, first)
    const moved = { ...genuine, epoch: 1 }
    told.tell(
      ...[genuine, genuine, moved, { ...genuine, manager: 3 }].map(
        (each) => ({ kind: 'vote', vote: each }) as const,
      ),
      { kind: 'vote', vote: vote(2, 'prevote', 0, second) },
      { kind: 'vote', vote: vote(2, 'prevote', 50, first) },
      { kind: 'vote', vote: { ...genuine, manager: 9 } },
      { kind: 'vote', vote: { ...genuine, slot: 0 } },
    )
    told.tell({ ...offer(0, first), prevote: vote(2, 'prevote', 0, second) } as ManagerMessage)
    told.manager.receive({ subject: 'mem.vote', bytes: Uint8Array.of(1, 2, 3) }, told.nowUs)
    const { declined } = told.manager
    expect(Object.fromEntries(declined.all)).toEqual({
      ...{ duplicate: 1, forged: 2, conflict: 1, 'stale-epoch': 1, 'unknown-manager': 1 },
      ...{ 'stale-slot': 1, 'wrong-coordinator': 1, malformed: 1 },
    })
  })

  it('looks at no more forgeries in a name than it can afford, and hears the others', () => {
    const told = new Told()
    const forged = { ...vote(2, 'prevote', 0, first), signature: new Uint8Array(64) }
    for (let epoch = 0; epoch < 150; epoch += 1) told.tell({ kind: 'vote', vote: forged })
    expect(told.manager.declined.of('forged')).toBe(100)
    expect(told.manager.declined.of('flood')).toBe(50)
    expect(told.tell(offer(0, first))).toEqual(['prevote 0 first'])
  })
})
