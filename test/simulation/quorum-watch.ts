import { createHash } from 'node:crypto'
import { InvariantError } from '../../src/base/index.ts'
import {
  type AuditNote,
  decodeMessage,
  hashState,
  type RecordEntry,
  type Vote,
  weightBounds,
} from '../../src/memory/index.ts'
import type { QuorumNode } from './quorum-node.ts'

const deadlineUs = 2_000_000

type Committed = Extract<AuditNote, { readonly kind: 'committed' }>

/** What must hold of a group of managers at every step, checked without their own code. */
export class QuorumWatch {
  readonly #quorum: number
  readonly #liars: ReadonlySet<number>
  readonly #trace = createHash('sha256')
  /** By slot: what was committed there, and the state after it. */
  readonly #blocks = new Map<number, string>()
  readonly #states = new Map<number, string>()
  readonly #signed = new Set<string>()
  /** What honest managers sent, by place. */
  readonly #cast = new Map<string, string>()
  /** When a manager first said anything in an epoch, by its own stopwatch. */
  readonly #firstUs = new Map<string, number>()
  /** By manager, where it voted. */
  readonly #sent = new Map<number, Set<string>>()
  readonly #decided = new Map<string, number>()
  readonly #forbidden = new Set<string>()
  readonly seen: Map<string, number> = new Map()

  constructor(managers: number, liars: ReadonlySet<number>) {
    this.#quorum = managers - Math.floor((managers - 1) / 3)
    this.#liars = liars
  }

  /** A proposal that nobody may ever accept, by its hash. */
  forbid(hash: string): void {
    this.#forbidden.add(hash)
  }

  get blocks(): number {
    return this.#blocks.size
  }

  isDecided(hash: string): boolean {
    return this.#decided.has(hash)
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1)
  }

  /**
   * A vote counts from when it is written down: power may be lost before it is sent, and what it
   * helped to commit stands beside it in the record.
   */
  onRecord({ id }: QuorumNode, entries: readonly RecordEntry[]): void {
    for (const entry of entries)
      if (entry.kind === 'voted') {
        const { step, slot, epoch, hash } = entry.vote
        this.#signed.add(`${id} ${step} ${slot} ${epoch} ${hash}`)
      }
  }

  /** An honest manager never votes twice at one place. */
  onSend(node: QuorumNode, bytes: Uint8Array): void {
    const { id } = node
    const message = decodeMessage(bytes)
    const vote = message?.kind === 'offer' ? message.prevote : undefined
    const said = message?.kind === 'vote' ? message.vote : vote
    if (said === undefined) return
    const { step, slot, epoch, hash } = said
    const place = `${id} ${step} ${slot} ${epoch}`
    const before = this.#cast.get(place)
    this.#require(before === undefined || before === hash, `manager ${id} voted twice at ${place}`)
    this.#cast.set(place, hash)
    const sent = this.#sent.get(id) ?? new Set<string>()
    this.#sent.set(id, sent.add(placeOf({ step, slot, epoch })))
    const epochPlace = `${id} ${slot} ${epoch}`
    if (!this.#firstUs.has(epochPlace)) this.#firstUs.set(epochPlace, node.ownUs)
  }

  onNote(node: QuorumNode, note: AuditNote): void {
    this.count(note.kind)
    if (note.kind === 'committed') this.#onCommit(node, note)
    else if (note.kind === 'equivocated')
      this.#require(this.#liars.has(note.manager), `honest manager ${note.manager} was accused`)
  }

  /** A restarted manager still knows all that it said was committed. */
  onRestart(node: QuorumNode, saidSlot: number): void {
    const slot = node.manager?.governed.slot ?? 0
    this.#require(slot >= saidSlot, `manager ${node.id} lost slots ${slot} to ${saidSlot - 1}`)
    const remembered = new Set(node.remembered.map(placeOf))
    for (const place of this.#sent.get(node.id) ?? [])
      this.#require(remembered.has(place), `manager ${node.id} forgot its vote at ${place}`)
    this.#compare(node, slot - 1)
    for (let each = 1; each < slot; each += 1)
      this.#require(
        node.manager?.certificateAt(each)?.slot === each,
        `manager ${node.id} lost the proof of slot ${each}`,
      )
  }

  hash(end: string): string {
    return this.#trace.update(end).digest('hex')
  }

  #onCommit(node: QuorumNode, { slot, epoch, hash, managers, decisions }: Committed): void {
    this.#trace.update(`${node.id} ${slot} ${epoch} ${hash} ${node.ownUs}\n`)
    const known = this.#blocks.get(slot)
    this.#require(known === undefined || known === hash, `managers differ at slot ${slot}`)
    this.#blocks.set(slot, hash)
    this.#require(new Set(managers).size >= this.#quorum, `slot ${slot} has no quorum`)
    for (const manager of managers)
      if (!this.#liars.has(manager))
        this.#require(
          this.#signed.has(`${manager} precommit ${slot} ${epoch} ${hash}`),
          `manager ${manager} never voted for what was committed at slot ${slot}`,
        )
    const firstUs = this.#firstUs.get(`${node.id} ${slot} ${epoch}`)
    if (!node.isProving && firstUs !== undefined)
      this.#require(node.ownUs - firstUs <= deadlineUs, `slot ${slot} was committed too late`)
    this.count(node.isProving ? 'caught up' : 'by votes')
    if (epoch > 0) this.count('later epoch')
    for (const decision of decisions) this.#onDecision(slot, decision)
  }

  #onDecision(slot: number, { hash, isAccepted }: Committed['decisions'][number]): void {
    const before = this.#decided.get(hash)
    this.#require(before === undefined || before === slot, 'a proposal was decided on twice')
    this.#decided.set(hash, slot)
    this.#require(!isAccepted || !this.#forbidden.has(hash), 'a poisoned proposal was accepted')
    this.count(isAccepted ? 'accepted' : 'refused')
  }

  /** The state of a manager is that of all others at the same slot, and within its bounds. */
  check(node: QuorumNode): void {
    const { manager } = node
    if (manager === undefined) return
    this.#compare(node, manager.governed.slot - 1)
    const { state } = manager.governed
    for (const { byRegime } of state.weights.values())
      for (const weight of byRegime) {
        const { min, max } = weightBounds
        this.#require(weight >= min && weight <= max, `a weight was ${weight}`)
      }
  }

  #compare(node: QuorumNode, slot: number): void {
    const { manager } = node
    if (manager === undefined || slot < 1) return
    const { head, state } = manager.governed
    const block = this.#blocks.get(slot)
    this.#require(block === undefined || block === head, `managers differ at slot ${slot}`)
    this.#blocks.set(slot, head)
    const hash = hashState(state)
    const known = this.#states.get(slot)
    this.#require(known === undefined || known === hash, `states differ after slot ${slot}`)
    this.#states.set(slot, hash)
  }

  #require(holds: boolean, what: string): void {
    if (!holds) throw new InvariantError(what)
  }
}

function placeOf({ step, slot, epoch }: Pick<Vote, 'step' | 'slot' | 'epoch'>): string {
  return `${step} ${slot} ${epoch}`
}
