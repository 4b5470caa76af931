import { Random } from '../../src/base/index.ts'
import { hourUs, type InstrumentId, instrument, type Micros } from '../../src/domain/index.ts'
import { EpisodeBook, knownResults, type Outcome } from '../../src/memory/index.ts'
import { sceneBars, sceneOutcome } from '../../test/simulation/memory-scene.ts'
import type { ScaleCase } from './scale-case.ts'

const sizes = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]
/** What is done with a memory of whatever size. */
const acts = 200

/** Episodes in memory. */
export const memoryCases: readonly ScaleCase[] = [
  {
    name: 'episodes',
    of: 'episodes in memory',
    what: `${acts} more episodes remembered, each with the ten nearest before it, and ${acts} moments searched for`,
    sizes,
    prepare: (size) => {
      const episodes = new Episodes(size)
      return { run: () => episodes.act() }
    },
  },
  {
    name: 'lessons',
    of: 'episodes in memory',
    what: 'clusters, patterns, agents and lessons made of all of them',
    sizes,
    prepare: (size) => {
      const { book } = new Episodes(size)
      return {
        run: () =>
          wordsOf(knownResults(book.episodes).map(({ subject, spanUs }) => `${subject} ${spanUs}`)),
      }
    },
  },
]

const bars = sceneBars(300)
const axes = 40
const start = Number(bars.ts[299])

/** A memory of moments around some directions, one an hour. */
class Episodes {
  readonly book = new EpisodeBook()
  readonly #random = Random.stream(1, 'scale-episodes')
  readonly #axes: readonly Float32Array[]
  readonly #scene: Outcome
  #made = 0

  constructor(size: number) {
    const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.001')
    if (!made.ok) throw new Error(made.error)
    this.#scene = sceneOutcome(made.value, bars, 299)
    const { length } = this.#scene.vector
    this.#axes = Array.from({ length: axes }, () =>
      Float32Array.from({ length }, () => this.#random.normal() / 20),
    )
    // Of those that it begins with none knew of any other: that is not what is measured.
    for (let n = 0; n < size; n += 1) this.book.remember(this.#next(start))
  }

  /** Remembers more, in the same way whatever was done before, and asks. */
  act(): string {
    const found: number[] = []
    for (let n = 0; n < acts; n += 1) {
      const outcome = this.#next(undefined)
      found.push(...this.book.remember(outcome).contradicts)
      const asked = { kind: 'position', side: 1, asOf: outcome.knownAt } as const
      found.push(...this.book.near(outcome.vector, 10, asked).map(({ episode }) => episode.id))
    }
    return wordsOf(found)
  }

  #next(decidedAt: number | undefined): Outcome {
    const n = this.#made
    this.#made += 1
    const axis = this.#axes[n % axes] ?? []
    const vector = Float32Array.from(axis, (value) => value + 0.03 * (this.#random.next() - 0.5))
    const knownAt = (start + (n + 2) * hourUs) as Micros
    const reward = (n % axes) / 1_000 - 0.02 + (n % 2 === 0 ? 0.01 : -0.01)
    const decided = (decidedAt ?? knownAt - hourUs) as Micros
    return { ...this.#scene, vector, decidedAt: decided, knownAt, reward, evidence: [3 * n + 1] }
  }
}

function wordsOf(all: readonly (string | number)[]): string {
  return all.join(' ')
}
