import type { Json } from '../../base/index.ts'
import { requireInside, requirePositive } from '../../quant/index.ts'
import { requireVolume } from './require-volume.ts'
import { requireFinite } from './require-finite.ts'
import { requireTs } from './require-ts.ts'
import { loadNumbers, saveNumbers } from './saved-parts.ts'

/** The parameters of a Hawkes process with an exponential kernel. */
export type HawkesOptions = {
  /** Events a second that nothing has set off. Positive. */
  readonly basePerSecond: number
  /** Events that one event sets off in the end, on average. 0 or more, below 1. */
  readonly branching: number
  /** How fast that wears off: 1/e after 1 / decay seconds. Positive. */
  readonly decayPerSecond: number
}

// Places in the state.
const excitement = 0
const lastTs = 1
const logs = 2
const area = 3

/**
 * A Hawkes process with an exponential kernel, read as it goes: events make further events likelier
 * for a while. Intensity: base + branching decay sum of exp(-decay age). The clock starts at the
 * first call, with no past.
 *
 * @see Hawkes, "Spectra of some self-exciting and mutually exciting point processes", 1971; Ozaki,
 *   "Maximum likelihood estimation of Hawkes' self-exciting point processes", 1979. Golden numbers:
 *   the double sum written out with numpy.
 */
export class HawkesIntensity {
  readonly #base: number
  readonly #branching: number
  readonly #decay: number
  readonly #state = new Float64Array(4)

  /** @throws ArgumentError on a parameter out of its range. */
  constructor({ basePerSecond, branching, decayPerSecond }: HawkesOptions) {
    requirePositive('basePerSecond', basePerSecond)
    requirePositive('decayPerSecond', decayPerSecond)
    requireVolume('branching', branching)
    requireInside('branching', branching, -1, 1)
    this.#base = basePerSecond
    this.#branching = branching
    this.#decay = decayPerSecond
    this.reset()
  }

  /** Starts the clock where no event does. Unit: us. */
  start(ts: number): void {
    requireFinite('ts', ts)
    this.#state[lastTs] = ts
  }

  /**
   * @param ts - Unit: us; not before the last one.
   * @throws ArgumentError on one that is.
   */
  onEvent(ts: number): void {
    const state = this.#state
    requireTs(ts, state[lastTs] as number)
    if (Number.isNaN(state[lastTs])) state[lastTs] = ts
    const passed = (ts - (state[lastTs] as number)) / 1e6
    const before = state[excitement] as number
    const left = before * Math.exp(-this.#decay * passed)
    state[area] = (state[area] as number) + this.#base * passed + (before - left) / this.#decay
    state[logs] = (state[logs] as number) + Math.log(this.#base + left)
    state[excitement] = left + this.#branching * this.#decay
    state[lastTs] = ts
  }

  /** Intensity after the events until `ts`. @returns Per second; `undefined` before the start. */
  perSecond(ts: number): number | undefined {
    const state = this.#state
    const passed = (ts - (state[lastTs] as number)) / 1e6
    if (Number.isNaN(passed)) return undefined
    return this.#base + (state[excitement] as number) * Math.exp(-this.#decay * passed)
  }

  /** How likely the parameters make what was seen up to the last event; of the start, 0. */
  get logLikelihood(): number {
    return (this.#state[logs] as number) - (this.#state[area] as number)
  }

  reset(): void {
    this.#state.set([0, Number.NaN, 0, 0])
  }

  save(): Json {
    return saveNumbers(this.#state)
  }

  load(state: Json): void {
    loadNumbers(state, this.#state)
  }
}
