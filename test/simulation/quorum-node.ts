import type { Random } from '../../src/base/index.ts'
import {
  type BusMessage,
  DiskError,
  type SimulatedBus,
  SimulatedDisk,
} from '../../src/kernel/index.ts'
import {
  type AuditNote,
  type GovernedState,
  ManagerHost,
  type ManagerKeys,
  ManagerRecord,
  MemoryManager,
  type RecordEntry,
  type Vote,
} from '../../src/memory/index.ts'

/** A place in a turn at which power may be lost. */
export type CrashSite = 'before-write' | 'torn-write' | 'before-send' | 'after-send'

export type QuorumNodeOptions = {
  readonly id: number
  readonly keys: ManagerKeys
  readonly start: GovernedState
  readonly bus: SimulatedBus
  readonly random: Random
  readonly onNote: (node: QuorumNode, note: AuditNote) => void
  /** What it is about to write down. */
  readonly onRecord: (node: QuorumNode, entries: readonly RecordEntry[]) => void
  /** What it really sent. */
  readonly onSend: (node: QuorumNode, bytes: Uint8Array) => void
}

/** Power was lost. */
class PowerLost extends Error {}

/** An honest manager with a disk of its own, a clock of its own, and power that may be lost. */
export class QuorumNode {
  readonly id: number
  readonly #options: QuorumNodeOptions
  readonly #disk = new SimulatedDisk()
  #host: ManagerHost | undefined
  #manager: MemoryManager | undefined
  #crashAt: CrashSite | undefined
  #life = 0
  #frozen: (() => void)[] | undefined
  /** Its stopwatch goes this much faster than the bus's, and began at another time. */
  readonly #rate: number
  readonly #offsetUs: number
  /** Votes that were on its disk when it last began. */
  remembered: readonly Vote[] = []
  /** Slots that were committed and said so: they must never be lost. */
  saidSlot: number = 1
  /** Whether what is being done is the taking in of somebody's certificate. */
  isProving: boolean = false

  constructor(options: QuorumNodeOptions) {
    this.#options = options
    this.id = options.id
    this.#rate = 0.95 + 0.1 * options.random.next()
    this.#offsetUs = options.random.below(1_000_000_000)
    this.start()
  }

  get manager(): MemoryManager | undefined {
    return this.#manager
  }

  /** Time of its stopwatch. */
  get ownUs(): number {
    return Math.floor(this.#offsetUs + this.#options.bus.nowUs * this.#rate)
  }

  /** When it wants to be woken, in time of the bus. */
  get nextUs(): number {
    if (this.#host === undefined || this.#frozen !== undefined) return Number.POSITIVE_INFINITY
    return Math.ceil((this.#host.nextUs - this.#offsetUs) / this.#rate)
  }

  start(): void {
    const { id, keys, start, bus, onNote } = this.#options
    const record = ManagerRecord.open(this.#disk, `manager-${id}`, {
      group: keys.group,
      manager: id,
    })
    const past = [...record.entries()]
    this.remembered = past.flatMap((entry) => (entry.kind === 'voted' ? [entry.vote] : []))
    this.#manager = new MemoryManager({
      id,
      keys,
      start,
      past,
      certificateAt: (slot) => record.certificateAt(slot),
    })
    const real = bus.at(id)
    this.#life += 1
    const life = this.#life
    // What waited for a process that died is lost with it.
    const isAlive = (): boolean => life === this.#life
    this.#host = new ManagerHost({
      manager: this.#manager,
      nowUs: () => this.ownUs,
      record: { append: (entries) => this.#append(record, entries) },
      bus: {
        publish: (subject, bytes) => {
          if (this.#crashAt === 'before-send') throw new PowerLost()
          this.#options.onSend(this, bytes)
          real.publish(subject, bytes)
        },
        subscribe: (subject, hear) =>
          real.subscribe(subject, (message) =>
            this.#guarded(() => isAlive() && this.#hear(hear, message)),
          ),
      },
      onNote: (note) => {
        if (note.kind === 'committed') this.saidSlot = note.slot + 1
        onNote(this, note)
      },
    })
  }

  /** Power is lost at the next turn that has something to write or send, or at once. */
  crash(site: CrashSite | undefined): void {
    this.#crashAt = site
    if (site === undefined && this.#host !== undefined) this.#die()
  }

  /** Nothing is done until `thaw`; what comes in waits, as in a process that was stopped. */
  freeze(): void {
    this.#frozen ??= []
  }

  thaw(): void {
    const waiting = this.#frozen ?? []
    this.#frozen = undefined
    for (const each of waiting) each()
  }

  tick(): void {
    this.#guarded(() => this.#host?.tick())
  }

  propose(bytes: Uint8Array): void {
    this.#guarded(() => this.#host?.propose(bytes))
  }

  #hear(hear: (message: BusMessage) => void, message: BusMessage): void {
    this.isProving = message.subject === 'mem.commit' || message.bytes[0] === 2
    hear(message)
    this.isProving = false
  }

  #guarded(work: () => unknown): void {
    if (this.#frozen !== undefined) {
      if (this.#frozen.length < 2_000) this.#frozen.push(() => this.#guarded(work))
      return
    }
    if (this.#host === undefined) return
    try {
      work()
      if (this.#crashAt === 'after-send') this.#die()
    } catch (error) {
      if (!(error instanceof PowerLost)) throw error
      this.#die()
    }
  }

  #append(record: ManagerRecord, entries: readonly RecordEntry[]): void {
    if (entries.length > 0 && this.#crashAt === 'before-write') throw new PowerLost()
    this.#options.onRecord(this, entries)
    if (entries.length > 0 && this.#crashAt === 'torn-write') {
      this.#disk.failSync(1)
      try {
        record.append(entries)
      } catch (error) {
        if (!(error instanceof DiskError)) throw error
      }
      throw new PowerLost()
    }
    record.append(entries)
  }

  #die(): void {
    this.#crashAt = undefined
    this.#host?.end()
    this.#host = undefined
    this.#manager = undefined
    this.#disk.crash(this.#options.random)
  }
}
