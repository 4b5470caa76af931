import { type Json, Random } from '../base/index.ts'
import type { Brought } from './brought.ts'
import { BroughtSums } from './brought-sums.ts'

/** Random traders beside a swarm. */
const traderCount = 19

/** What a yardstick is measured by. */
export type YardstickTerms = {
  readonly seed: number
  readonly instruments: number
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
}

/** What those who know nothing would have come to. Shares of equity, costs included. */
export type YardstickFigures = {
  /** Every instrument bought once, each with an equal share of equity, and held. */
  readonly hold: Brought
  /** The same, each with as much as was wished for in the mean. */
  readonly holdAsMuch: Brought
  /** Each of the random traders. */
  readonly traders: readonly Brought[]
  /** Mean size of what was wished for on an instrument. */
  readonly size: number
}

/**
 * What holding and trading by chance would have come to on the bars on which a swarm decided: in
 * the same units as its streams, shares of equity of what is wished for, costs included.
 *
 * A random trader is always in every instrument, with as much as the swarm wished for in the mean,
 * on the side that a coin says. The coin is thrown anew so often that it trades as much as the
 * swarm does: with the chance at each bar that is what the swarm changed its wishes by over what it
 * wished for, both so far. It is kept as if it held all of equity; what it held is put to the size
 * of the swarm when it is looked at, for costs and gains go with the size.
 *
 * @see SPEC P10.
 */
export class Yardsticks {
  readonly #terms: YardstickTerms
  readonly #long: BroughtSums
  readonly #traders = new BroughtSums(traderCount, 1)
  /** By instrument: the last close, 0 before the first; what is wished for. */
  readonly #closes: Float64Array
  readonly #wishes: Float64Array
  /** By instrument: whether what is bought once was just bought. */
  readonly #isNew: Uint8Array
  /** By instrument and trader: its side, and how much it turned over at its last throw. */
  readonly #sides: Int8Array
  readonly #turned: Int8Array
  /** Sums over bars of the size of wishes and of their changes, and how many bars. */
  readonly #sums: Float64Array = new Float64Array(3)
  #random: Random

  constructor(terms: YardstickTerms) {
    const { instruments, seed } = terms
    this.#terms = terms
    this.#long = new BroughtSums(1, 1, instruments)
    this.#closes = new Float64Array(instruments)
    this.#wishes = new Float64Array(instruments)
    this.#isNew = new Uint8Array(instruments)
    this.#sides = new Int8Array(instruments * traderCount)
    this.#turned = new Int8Array(instruments * traderCount)
    this.#random = Random.stream(seed, 'yardsticks')
  }

  /**
   * A bar of an instrument has closed and what is wished for is decided.
   *
   * @param wish - Signed share of equity; what was wished for before when left out.
   */
  onBar(instrument: number, close: number, wish?: number): void {
    const before = this.#closes[instrument] as number
    if (before > 0) this.#settle(instrument, close / before - 1)
    else this.#isNew[instrument] = 1
    this.#closes[instrument] = close
    if (wish !== undefined) this.#wish(instrument, wish)
    this.#throw(instrument)
  }

  /** What was held until this bar, and what it cost to come to it. */
  #settle(instrument: number, move: number): void {
    const { costPerSide } = this.#terms
    this.#long.add(0, 0, move - (this.#isNew[instrument] === 1 ? costPerSide : 0))
    this.#isNew[instrument] = 0
    const first = instrument * traderCount
    for (let k = 0; k < traderCount; k += 1) {
      const side = this.#sides[first + k] as number
      this.#traders.add(k, 0, side * move - costPerSide * (this.#turned[first + k] as number))
    }
    ;(this.#sums[0] as number) += Math.abs(this.#wishes[instrument] as number)
    ;(this.#sums[2] as number) += 1
  }

  #wish(instrument: number, wish: number): void {
    ;(this.#sums[1] as number) += Math.abs(wish - (this.#wishes[instrument] as number))
    this.#wishes[instrument] = wish
  }

  #throw(instrument: number): void {
    const chance = this.#chance
    const first = instrument * traderCount
    for (let at = first; at < first + traderCount; at += 1) {
      const before = this.#sides[at] as number
      const draw = this.#random.next()
      // Of a draw that is below the chance the half says the side: it is uniform again.
      const side = before === 0 ? sideOf(draw, 1) : draw < chance ? sideOf(draw, chance) : before
      this.#sides[at] = side
      this.#turned[at] = Math.abs(side - before)
    }
  }

  /** With which a coin is thrown: two sides lie apart by 2, and half of all throws change it. */
  get #chance(): number {
    const [size, turned] = [this.#sums[0] as number, this.#sums[1] as number]
    return size > 0 ? Math.min(1, turned / size) : 0
  }

  get figures(): YardstickFigures {
    const { instruments } = this.#terms
    const long = this.#long.of(0)
    const size = this.#sums[2] === 0 ? 0 : (this.#sums[0] as number) / (this.#sums[2] as number)
    return {
      hold: scaled(long, 1 / instruments),
      holdAsMuch: scaled(long, size),
      traders: Array.from({ length: traderCount }, (_, k) => scaled(this.#traders.of(k), size)),
      size,
    }
  }

  save(): Json {
    return {
      long: this.#long.save(),
      traders: this.#traders.save(),
      closes: [...this.#closes],
      wishes: [...this.#wishes],
      isNew: [...this.#isNew],
      sides: [...this.#sides],
      turned: [...this.#turned],
      sums: [...this.#sums],
      random: this.#random.save(),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: readonly number[] }
    this.#long.load(saved['long'] as unknown as Json)
    this.#traders.load(saved['traders'] as unknown as Json)
    this.#closes.set(saved['closes'] ?? [])
    this.#wishes.set(saved['wishes'] ?? [])
    this.#isNew.set(saved['isNew'] ?? [])
    this.#sides.set(saved['sides'] ?? [])
    this.#turned.set(saved['turned'] ?? [])
    this.#sums.set(saved['sums'] ?? [])
    this.#random = new Random(Uint32Array.from(saved['random'] ?? []))
  }
}

function sideOf(draw: number, chance: number): 1 | -1 {
  return draw < chance / 2 ? 1 : -1
}

function scaled({ bars, total, mean, interval: [low, high] }: Brought, by: number): Brought {
  return { bars, total: by * total, mean: by * mean, interval: [by * low, by * high] }
}
