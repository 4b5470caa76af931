import { requireBetween, requirePositive, requireRecord, requireWhole } from '../argument.ts'
import { isModerate } from '../moderate.ts'
import { type Resumable, savedAt, savedNumbers } from '../resumable.ts'
import type { Alarm } from './cusum-detector.ts'

/** What a Page-Hinkley test is set to. */
export type PageHinkleyOptions = {
  /** In the unit of values: smaller moves of the mean do not count. */
  readonly tolerance: number
  /** In the unit of values: how far sums go before an alarm. */
  readonly threshold: number
  /** What is kept of a sum at each value, above 0 up to 1. 1 when left out. */
  readonly memory?: number
  /** Values before the first alarm. 30 when left out. */
  readonly warmupCount?: number
}

// Places in the state: the running mean, the sums either way, and how far they have been.
const [mean, rise, riseMin, fall, fallMax] = [0, 1, 2, 3, 4] as const

/**
 * Page-Hinkley test, value by value: a chart around the running mean, for a process whose mean is
 * not known before. Finds moves of the mean either way. No allocation in an update.
 *
 * @see Page 1954; Hinkley 1971; Gama et al. 2014. Golden numbers: river 0.26.1
 *   `drift.PageHinkley`.
 */
export class PageHinkley implements Resumable {
  readonly #tolerance: number
  readonly #threshold: number
  readonly #memory: number
  readonly #warmupCount: number
  #count = 0
  /** Numbers that change, in one array: a number in a field would be a new object every time. */
  readonly #state = new Float64Array(5)

  /** @throws ArgumentError for an option out of range. */
  constructor(options: PageHinkleyOptions) {
    requireRecord('options', options)
    const { memory = 1, warmupCount = 30 } = options
    requireBetween('tolerance', options.tolerance, 0, Number.MAX_VALUE)
    requirePositive('threshold', options.threshold)
    requirePositive('memory', memory)
    requireBetween('memory', memory, 0, 1)
    requireWhole('warmupCount', warmupCount, 0)
    this.#tolerance = options.tolerance
    this.#threshold = options.threshold
    this.#memory = memory
    this.#warmupCount = warmupCount
  }

  /**
   * Takes the newest value. After an alarm the test starts anew with the next.
   *
   * @param value - Left out when not finite, or 1e150 or more in size.
   * @returns The way the mean has moved; `undefined` while it has not.
   */
  update(value: number): Alarm | undefined {
    if (!isModerate(value)) return undefined
    this.#count += 1
    const state = this.#state
    const middle = (state[mean] as number) + (value - (state[mean] as number)) / this.#count
    const gap = value - middle
    const risen = this.#memory * (state[rise] as number) + gap - this.#tolerance
    const fallen = this.#memory * (state[fall] as number) + gap + this.#tolerance
    const isFirst = this.#count === 1
    const riseLeast = isFirst ? risen : Math.min(state[riseMin] as number, risen)
    const fallMost = isFirst ? fallen : Math.max(state[fallMax] as number, fallen)
    state[mean] = middle
    state[rise] = risen
    state[riseMin] = riseLeast
    state[fall] = fallen
    state[fallMax] = fallMost
    if (this.#count < this.#warmupCount) return undefined
    const hasRisen = risen - riseLeast > this.#threshold
    if (!hasRisen && fallMost - fallen <= this.#threshold) return undefined
    this.reset()
    return hasRisen ? 'up' : 'down'
  }

  save(): readonly number[] {
    return [this.#count, ...this.#state]
  }

  load(saved: unknown): void {
    const numbers = savedNumbers(saved, 1 + this.#state.length)
    requireWhole('saved count', savedAt(numbers, 0), 0)
    this.#count = savedAt(numbers, 0)
    this.#state.set(numbers.slice(1))
  }

  /** Forgets every value. */
  reset(): void {
    this.#count = 0
    this.#state.fill(0)
  }
}
