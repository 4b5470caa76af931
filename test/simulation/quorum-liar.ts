import type { Random } from '../../src/base/index.ts'
import type { BusMessage, SimulatedBus } from '../../src/kernel/index.ts'
import {
  Ballot,
  blockOf,
  decodeMessage,
  encodeBlock,
  encodeMessage,
  hashBytes,
  type ManagerKeys,
  type ManagerMessage,
  type MemoryManager,
  memorySubjects,
  type Vote,
} from '../../src/memory/index.ts'

/** What a lying manager does beside what an honest one would. */
export const habits = [
  'vote-for-all',
  'replay',
  'forge',
  'flood',
  'two-blocks',
  'poison',
  'whisper',
  'mute',
] as const
export type Habit = (typeof habits)[number]

export type LiarOptions = {
  readonly id: number
  readonly managers: number
  readonly keys: ManagerKeys
  readonly bus: SimulatedBus
  readonly random: Random
  readonly habits: ReadonlySet<Habit>
  /** An honest machine that it listens with. */
  readonly ear: MemoryManager
  /** Bytes of a proposal that must never be accepted. */
  readonly poison: () => Uint8Array
}

const remembered = 64

/** A manager that lies with its own key, as well as its habits let it. */
export class Liar {
  readonly #options: LiarOptions
  readonly #ballot: Ballot
  readonly #heard: BusMessage[] = []
  readonly #votes: Vote[] = []
  readonly #proposals: Uint8Array[] = []
  readonly #told = new Set<string>()
  #blocks: { readonly slot: number; readonly epoch: number; readonly hash: string }[] = []

  constructor(options: LiarOptions) {
    this.#options = options
    this.#ballot = new Ballot(options.keys)
    options.bus.at(options.id).subscribe('mem.>', (message) => this.#hear(message))
  }

  /** Done every now and then. */
  act(): void {
    const { ear, bus, random, habits } = this.#options
    ear.tick(bus.nowUs)
    this.#speak()
    if (habits.has('replay')) this.#replay()
    if (habits.has('forge')) this.#forge()
    if (habits.has('flood')) for (let i = 0; i < 40; i += 1) this.#junk()
    const isTurn = (ear.governed.slot + ear.epoch) % this.#options.managers === this.#options.id
    if (isTurn && (habits.has('two-blocks') || habits.has('poison'))) this.#offerBlocks()
    if (habits.has('vote-for-all') && random.below(4) === 0) this.#voteAgain()
  }

  #hear(message: BusMessage): void {
    const { ear, bus, habits } = this.#options
    ear.receive(message, bus.nowUs)
    this.#heard.push(message)
    if (this.#heard.length > remembered) this.#heard.shift()
    if (message.subject === memorySubjects.propose) {
      this.#proposals.push(message.bytes)
      if (this.#proposals.length > 12) this.#proposals.shift()
      return
    }
    const decoded = decodeMessage(message.bytes)
    const vote = decoded?.kind === 'offer' ? decoded.prevote : undefined
    this.#learn(decoded?.kind === 'vote' ? decoded.vote : vote)
    if (habits.has('vote-for-all')) this.#voteForAll()
    this.#speak()
  }

  #learn(vote: Vote | undefined): void {
    if (vote === undefined || vote.manager === this.#options.id) return
    this.#votes.push(vote)
    if (this.#votes.length > remembered) this.#votes.shift()
    const { slot, epoch, hash } = vote
    if (hash === '' || this.#blocks.some((each) => each.hash === hash && each.epoch === epoch))
      return
    this.#blocks.push({ slot, epoch, hash })
    this.#blocks = this.#blocks.slice(-12)
  }

  /** What an honest one would say: to all, to some, or to nobody. */
  #speak(): void {
    const { ear, habits, random, bus, id } = this.#options
    for (const { subject, bytes } of ear.takeTurn().messages) {
      if (habits.has('mute')) continue
      if (!habits.has('whisper')) bus.at(id).publish(subject, bytes)
      else this.#tellSome(subject, bytes, random.below(3))
    }
  }

  /** Every block has its vote, in every step, towards some, and another one towards the rest. */
  #voteForAll(): void {
    const { random } = this.#options
    for (const { slot, epoch, hash } of this.#blocks)
      for (const step of ['prevote', 'precommit'] as const) {
        const place = `${slot} ${epoch} ${step} ${hash}`
        if (this.#told.has(place)) continue
        this.#told.add(place)
        const others = this.#blocks.filter((each) => each.slot === slot && each.hash !== hash)
        const other = others[random.below(others.length + 1)]?.hash ?? ''
        this.#split(
          { kind: 'vote', vote: this.#sign({ step, slot, epoch, hash }) },
          { kind: 'vote', vote: this.#sign({ step, slot, epoch, hash: other }) },
        )
      }
  }

  #voteAgain(): void {
    const { random } = this.#options
    const block = this.#blocks[random.below(this.#blocks.length)]
    if (block === undefined) return
    const step = random.below(2) === 0 ? 'prevote' : 'precommit'
    const epoch = Math.max(0, block.epoch + random.below(4) - 1)
    this.#tellAll({ kind: 'vote', vote: this.#sign({ step, ...block, epoch }) })
  }

  #replay(): void {
    const { bus, id, random } = this.#options
    for (let i = 0; i < 3; i += 1) {
      const old = this.#heard[random.below(this.#heard.length)]
      if (old !== undefined) bus.at(id).publish(old.subject, old.bytes)
    }
  }

  /** Votes and certificates that nobody signed, or signed for something else. */
  #forge(): void {
    const { random, managers } = this.#options
    const vote = this.#votes[random.below(this.#votes.length)]
    if (vote === undefined) return
    const { slot, epoch } = vote
    const manager = random.below(managers)
    const hash = this.#blocks[random.below(this.#blocks.length)]?.hash ?? vote.hash
    this.#tellAll({ kind: 'vote', vote: { ...vote, epoch: epoch + 1 } })
    this.#tellAll({ kind: 'vote', vote: { ...vote, hash } })
    this.#tellAll({ kind: 'vote', vote: { ...vote, step: 'precommit' } })
    this.#tellAll({ kind: 'vote', vote: { ...this.#sign({ ...vote, hash }), manager } })
    for (const block of this.#blocksOf()) this.#forgeCertificates(block, slot, epoch)
  }

  /**
   * Own signature many times; prevotes of others as precommits; votes of several epochs together.
   */
  #forgeCertificates(block: Uint8Array, slot: number, epoch: number): void {
    const own = this.#sign({ step: 'precommit', slot, epoch, hash: hashBytes(block) })
    const others = this.#votes.filter((vote) => vote.slot === slot).slice(-3)
    for (const votes of [[own, own, own], [own, ...others], others, [own]])
      this.#tellAll({ kind: 'certificate', slot, epoch, block, votes })
  }

  #junk(): void {
    const { bus, id, random, managers } = this.#options
    const kind = random.below(3)
    const bytes = Uint8Array.from({ length: 20 + random.below(200) }, () => random.below(256))
    if (kind === 0) bus.at(id).publish(memorySubjects.vote, bytes)
    else if (kind === 1) bus.at(id).publish(memorySubjects.propose, bytes)
    else {
      const { slot } = this.#options.ear.governed
      const signature = Uint8Array.from({ length: 64 }, () => random.below(256))
      const paper = { step: 'precommit', slot, epoch: random.below(3), hash: '' } as const
      const vote = { ...paper, manager: random.below(managers), signature }
      this.#tellAll({ kind: 'vote', vote })
    }
  }

  /** Two blocks in one epoch, each to some: of other proposals, or with a lie in them. */
  #offerBlocks(): void {
    const { ear } = this.#options
    const { slot } = ear.governed
    const place = `offer ${slot} ${ear.epoch}`
    if (this.#told.has(place)) return
    this.#told.add(place)
    const [first, second] = this.#blocksOf().map((block) => this.#offerOf(block))
    if (first !== undefined) this.#split(first, second ?? first)
  }

  #offerOf(block: Uint8Array): ManagerMessage {
    const { governed, epoch } = this.#options.ear
    const paper = { step: 'prevote', slot: governed.slot, epoch, hash: hashBytes(block) } as const
    const prevote = this.#sign(paper)
    if (epoch === 0 || this.#options.random.below(2) === 0)
      return { kind: 'offer', prevote, block, validEpoch: -1, polka: [] }
    // It says that a quorum wanted this before, on the strength of its own signature.
    const validEpoch = epoch - 1
    const own = this.#sign({ ...paper, epoch: validEpoch })
    return { kind: 'offer', prevote, block, validEpoch, polka: [own, own, own] }
  }

  #blocksOf(): readonly Uint8Array[] {
    const { ear, habits, poison } = this.#options
    const half = Math.ceil(this.#proposals.length / 2)
    const parts = [this.#proposals.slice(0, half), this.#proposals.slice(half)]
    return parts.flatMap((proposals) => {
      const block = blockOf(proposals, ear.governed)
      const bad = { proposal: poison(), isAccepted: true, reasons: ['of course'] }
      const entries = habits.has('poison') ? [...block.entries, bad] : block.entries
      return entries.length === 0 ? [] : [encodeBlock({ ...block, entries })]
    })
  }

  #sign(paper: Pick<Vote, 'step' | 'slot' | 'epoch' | 'hash'>): Vote {
    const { step, slot, epoch, hash } = paper
    return this.#ballot.sign({ step, slot, epoch, hash }, this.#options.id)
  }

  #tellAll(message: ManagerMessage): void {
    this.#options.bus.at(this.#options.id).publish(memorySubjects.vote, encodeMessage(message))
  }

  #split(first: ManagerMessage, second: ManagerMessage): void {
    const { bus, id, managers, random } = this.#options
    for (let to = 0; to < managers; to += 1)
      bus.tell(id, to, memorySubjects.vote, encodeMessage(random.below(2) === 0 ? first : second))
  }

  #tellSome(subject: string, bytes: Uint8Array, only: number): void {
    const { bus, id, managers } = this.#options
    for (let to = 0; to < managers; to += 1)
      if (to % 3 !== only && to !== id) bus.tell(id, to, subject, bytes)
  }
}
