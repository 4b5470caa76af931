import type { BarPeer, Recall, RecallQuestion, Recollection } from '../agents/index.ts'
import type { BarColumns, DeskEvent, MemoryAgreed } from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import {
  AgreedMemory,
  embed,
  type Episode,
  EpisodeBook,
  EpisodeClusters,
  EpisodeWriter,
  type Outcome,
  patternName,
  recollect,
} from '../memory/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { costPerSideOf } from './earned.ts'

/** What events of a run are to be read by. */
type Remembered = Pick<
  DeskSetup,
  'instruments' | 'intervalsUs' | 'costs' | 'recallsAny' | 'payoffWeight' | 'viewsUs'
> & {
  readonly agents: readonly { readonly id: string }[]
}

/** What a desk remembers of its own decisions, where it goes by that. */
export class DeskMemory {
  readonly book: EpisodeBook = new EpisodeBook()
  /** What managers agreed may be gone by. */
  readonly agreed: AgreedMemory = new AgreedMemory()
  readonly #writer: EpisodeWriter
  readonly #weight: number
  readonly #payoffWeight: number | undefined
  readonly #isAny: boolean
  /** Kept from the first agreement on: before it nobody asks. */
  #clusters: EpisodeClusters | undefined

  /** @returns `undefined` of a desk that goes by no memory. */
  static of(setup: DeskSetup): DeskMemory | undefined {
    const { recallWeight } = setup
    return recallWeight === undefined ? undefined : new DeskMemory(setup, recallWeight)
  }

  /** @param weight - How far agents go by it: 0 to 1, and at 0 none may ask. */
  constructor(setup: Remembered, weight: number) {
    const { instruments, intervalsUs, agents, costs, recallsAny, payoffWeight, viewsUs } = setup
    this.#weight = weight
    this.#payoffWeight = payoffWeight
    this.#isAny = recallsAny === true
    const names = agents.map(({ id }) => id)
    const terms = {
      ...{ instruments, agents: names, costPerSide: costPerSideOf(costs) },
      ...(viewsUs === undefined ? {} : { horizons: { viewsUs, intervalsUs } }),
    }
    this.#writer = new EpisodeWriter(terms, (outcome) => this.#remember(outcome))
  }

  onBar(i: number, columns: BarColumns, row: number): void {
    this.#writer.onBar(i, columns, row)
  }

  onEvent(sequence: number, event: DeskEvent): void {
    if (event.kind === 'memory-agreed') this.#agree(event)
    else this.#writer.onEvent(sequence, event)
  }

  /** The same for what stands in a journal, bars among it, and is not done again. */
  onRecorded(sequence: number, event: DeskEvent, columns: readonly BarColumns[]): void {
    if (event.kind !== 'bar-closed') return this.onEvent(sequence, event)
    const bars = columns[event.instrument]
    if (bars !== undefined) this.onBar(event.instrument, bars, bars.length - 1)
  }

  /** The same journal, told of here as it is written. */
  over(journal: Journal): Journal {
    return new RememberedJournal(journal, this)
  }

  /** As it stands in the state of a desk: nothing of what was not agreed on. */
  save(): { readonly [key: string]: number } {
    const { count } = this.agreed
    return { remembered: this.book.episodes.length, ...(count === 0 ? {} : { agreed: count }) }
  }

  /** What an agent may ask at an instrument, as of the bar that its peers see. */
  recall(agent: string, columns: BarColumns, peer: BarPeer): Recall | undefined {
    if (!(this.#weight > 0)) return undefined
    return {
      weight: this.#weight,
      ...(this.#payoffWeight === undefined ? {} : { payoffWeight: this.#payoffWeight }),
      similar: (question) => this.#similar(agent, columns, peer.row, question),
    }
  }

  #similar(
    agent: string,
    columns: BarColumns,
    row: number,
    { exposure, confidence, most }: RecallQuestion,
  ): Recollection | undefined {
    const asOf = columns.ts[row] as number
    const side = exposure > 0 ? 1 : -1
    const asked = { kind: 'position', side, asOf } as const
    if (this.#isAny) return recollect(this.book.any(most, asked), asOf)
    const { vector } = embed(columns, row, [{ agent, exposure, confidence }])
    const pattern = this.#agreedAt(vector, side)
    if (pattern === undefined) return recollect(this.book.near(vector, most, asked), asOf)
    const known = pattern.filter(({ knownAt }) => knownAt < asOf)
    const came = recollect(
      known.map((episode) => ({ episode, similarity: 1 })),
      asOf,
    )
    // All of it tells, and counts no more than so many: what is voted on moves no bound.
    return came === undefined ? undefined : { ...came, weight: Math.min(came.weight, most) }
  }

  /** The pattern that a moment is of, where managers agreed that it may be gone by. */
  #agreedAt(vector: Float32Array, side: 1 | -1): readonly Episode[] | undefined {
    const alike = this.#clusters?.alike(vector, side)
    if (alike === undefined || !this.agreed.patterns.has(patternName(alike))) return undefined
    return alike
  }

  #remember(outcome: Outcome): void {
    const episode = this.book.remember(outcome)
    if (episode.kind === 'position') this.#clusters?.add(episode)
  }

  #agree(event: MemoryAgreed): void {
    this.agreed.take(event)
    if (this.#clusters !== undefined) return
    const clusters = new EpisodeClusters()
    for (const episode of this.book.episodes) if (episode.kind === 'position') clusters.add(episode)
    this.#clusters = clusters
  }
}

class RememberedJournal implements Journal {
  readonly #journal: Journal
  readonly #memory: DeskMemory

  constructor(journal: Journal, memory: DeskMemory) {
    this.#journal = journal
    this.#memory = memory
  }

  get sequence(): number {
    return this.#journal.sequence
  }

  get isReserveOnly(): boolean {
    return this.#journal.isReserveOnly
  }

  append(event: DeskEvent): number {
    const sequence = this.#journal.append(event)
    this.#memory.onEvent(sequence, event)
    return sequence
  }

  commit(): void {
    this.#journal.commit()
  }
}
