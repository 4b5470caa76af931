import type { Json } from '../../base/index.ts'
import { UsualValue } from '../explorer/usual-value.ts'
import type { LegWishes } from '../legs.ts'
import type { Mind } from '../mind.ts'
import type { Peer } from '../peer.ts'

/** How funding is read, and the legs that collect it. */
export type FundingWatchOptions = {
  /** Time from funding to funding. */
  readonly stepUs: number
  /** Fundings after which one counts for half. */
  readonly halfLife: number
  /** Rates of a year from which the legs are wanted, and below which they are closed. */
  readonly entry: number
  readonly exit: number
  /** Share of equity of both legs together. */
  readonly exposure: number
  readonly unwindCostMaxBps: number
  readonly patienceUs: number
}

/** The two instruments of one coin. */
export type CarryPair = { readonly spot: Peer; readonly perpetual: Peer; readonly isHere: boolean }

const yearUs = 365 * 86_400_000_000

/**
 * The funding of one coin: what it comes to in a year, how unusual that is, and whether it is being
 * collected. A rate is taken in once for each time of funding, however many bars show it.
 */
export class FundingWatch implements Mind {
  readonly #options: FundingWatchOptions
  readonly #usual: UsualValue
  #step = -1
  #score = Number.NaN
  #yearly = Number.NaN
  #isHeld = false
  #leftAt = -1
  #wishes: LegWishes | undefined
  #pair: CarryPair | undefined
  #isPairKnown = false

  constructor(options: FundingWatchOptions) {
    this.#options = options
    this.#usual = new UsualValue(1, options.halfLife)
  }

  /** The rate of the last funding, times those of a year; NaN while nobody knows it. */
  get yearly(): number {
    return this.#yearly
  }

  /** Deviations of the last rate from those before; NaN while too few are known. */
  get score(): number {
    return this.#score
  }

  /** Whether the legs are wanted. */
  get isHeld(): boolean {
    return this.#isHeld
  }

  /** Times of funding at which a rate was known. */
  get known(): number {
    return this.#usual.known(0)
  }

  /** Takes in the rate that is known at `asOf`. @param rate - Share of notional; NaN for none. */
  look(asOf: number, rate: number): void {
    const step = Math.floor(asOf / this.#options.stepUs)
    if (step === this.#step) return
    this.#step = step
    this.#score = this.#usual.score(0, rate)
    this.#usual.take(0, rate)
    this.#yearly = (rate * yearUs) / this.#options.stepUs
    this.#turn()
  }

  /** A rate that nobody knows is no reason to stay. */
  #turn(): void {
    const { entry, exit } = this.#options
    const isWanted = this.#isHeld ? this.#yearly > exit : this.#yearly >= entry
    if (isWanted === this.#isHeld) return
    if (this.#isHeld) this.#leftAt = this.#step
    this.#isHeld = isWanted
    this.#wishes = undefined
  }

  /**
   * Spot and perpetual of the coin of an instrument, on its venue. Looked up once: who is on a desk
   * does not change while it runs.
   */
  pairOf(peers: readonly Peer[], instrumentId: string): CarryPair | undefined {
    if (!this.#isPairKnown) {
      this.#isPairKnown = true
      this.#pair = carryPair(peers, instrumentId)
    }
    return this.#pair
  }

  /** The legs that are wanted now: of 0 where they were just left; `undefined` for nothing new. */
  wishes({ spot, perpetual }: CarryPair): LegWishes | undefined {
    if (!this.#isHeld && this.#leftAt !== this.#step) return undefined
    const { exposure, unwindCostMaxBps, patienceUs } = this.#options
    const each = this.#isHeld ? exposure / 2 : 0
    this.#wishes ??= {
      legs: [
        { instrumentId: spot.instrumentId, exposure: each },
        { instrumentId: perpetual.instrumentId, exposure: 0 - each },
      ],
      unwindCostMaxBps,
      patienceUs,
    }
    return this.#wishes
  }

  save(): Json {
    return {
      step: this.#step,
      score: numberOf(this.#score),
      yearly: numberOf(this.#yearly),
      isHeld: this.#isHeld,
      leftAt: this.#leftAt,
      known: this.known,
      usual: this.#usual.save(),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#step = Number(saved['step'])
    this.#score = saved['score'] === null ? Number.NaN : Number(saved['score'])
    this.#yearly = saved['yearly'] === null ? Number.NaN : Number(saved['yearly'])
    this.#isHeld = saved['isHeld'] === true
    this.#leftAt = Number(saved['leftAt'])
    this.#usual.load(saved['usual'] ?? [])
    this.#wishes = undefined
  }
}

function numberOf(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

const perpetualSuffix = '-PERP'

/** `BTC-USD.SIM` and `BTC-USD-PERP.SIM`; `undefined` unless both are there. */
function carryPair(peers: readonly Peer[], instrumentId: string): CarryPair | undefined {
  const [coins = '', venue = ''] = instrumentId.split('.')
  const plain = coins.endsWith(perpetualSuffix) ? coins.slice(0, -perpetualSuffix.length) : coins
  const at = (id: string): number => peers.findIndex((peer) => peer.instrumentId === id)
  const places = [at(`${plain}.${venue}`), at(`${plain}${perpetualSuffix}.${venue}`)] as const
  const [spot, perpetual] = [peers[places[0]], peers[places[1]]]
  if (spot === undefined || perpetual === undefined) return undefined
  const later = peers[Math.max(...places)]
  return { spot, perpetual, isHere: later?.instrumentId === instrumentId }
}
