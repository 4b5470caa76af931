import { type Json, Random, shuffle } from '../base/index.ts'
import { HorizonSums } from './horizon-sums.ts'
import { BroughtSums } from './brought-sums.ts'

/** Orders of joining that are looked at for one decision: over many decisions they add up. */
const orders = 2

/** Who spoke for what in one decision. Arrays by agent. */
export type Pool = {
  /** Exposure asked for; NaN for who abstained. */
  readonly exposures: Float64Array
  /** Weighted log-odds, as they were counted. */
  readonly pulls: Float64Array
  /** As `HorizonSums.net` takes it. */
  readonly pace: number
  /** What was wished for already when they spoke; 0 where nothing was held. */
  readonly before: number
  /** Whether nothing was held, whatever was wished for: nor was it without anybody. */
  readonly isFlat: boolean
}

/** The voices that a stream of profit and loss would go by alone. */
export type StreamMask = { readonly name: string; readonly has: readonly boolean[] }

/** What costs a decision bears. */
export type AttributionTerms = {
  readonly seed: number
  /** How many are added up. Whole, 1 or more. */
  readonly instruments: number
  /** Fee and slippage of one side, as a share of what is traded. */
  readonly costPerSide: number
  readonly regimes: number
  readonly streams: readonly StreamMask[]
}

/**
 * What each agent brought to the decisions of a desk, in shares of equity: of what was wished for,
 * before risk and the market had their say. Over all instruments.
 *
 * - `shapley`: what an agent adds to those before it, over random orders of joining. The shares of
 *   all agents add up to what the decisions came to, costs included.
 * - `without`: what the decisions came to less what they had come to without the agent.
 *
 * @see Shapley 1953; Castro, Gómez and Tejada 2009, Computers and OR 36(5), for sampling orders.
 */
export class Attribution {
  readonly shapley: BroughtSums
  readonly without: BroughtSums
  readonly streams: BroughtSums
  readonly terms: AttributionTerms
  /** Of the orders of joining, and of nothing else. */
  random: Random

  constructor(agents: number, terms: AttributionTerms) {
    this.terms = terms
    this.random = Random.stream(terms.seed, 'attribution')
    const { regimes, instruments, streams } = terms
    this.shapley = new BroughtSums(agents, regimes, instruments)
    this.without = new BroughtSums(agents, regimes, instruments)
    this.streams = new BroughtSums(streams.length, regimes, instruments)
  }

  save(): Json {
    return {
      shapley: this.shapley.save(),
      without: this.without.save(),
      streams: this.streams.save(),
      random: this.random.save(),
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.shapley.load(saved['shapley'] as Json)
    this.without.load(saved['without'] as Json)
    this.streams.load(saved['streams'] as Json)
    this.random = new Random(Uint32Array.from(saved['random'] as readonly number[]))
  }
}

/** The decisions on one instrument, until the next bar says what they came to. */
export class InstrumentAttribution {
  readonly #all: Attribution
  readonly #order: number[] = []
  readonly #sums: HorizonSums
  /** Wished for now and at the bar before, in all, without each agent, by share, by stream. */
  #wish = 0
  #before = 0
  readonly #without: Float64Array
  readonly #withoutBefore: Float64Array
  readonly #share: Float64Array
  readonly #shareBefore: Float64Array
  readonly #stream: Float64Array
  readonly #streamBefore: Float64Array

  /** @param horizonsUs - By agent, how far ahead it speaks. Unit: us. */
  constructor(all: Attribution, horizonsUs: readonly number[]) {
    const agents = horizonsUs.length
    this.#all = all
    this.#sums = new HorizonSums({ horizonsUs, costPerSide: all.terms.costPerSide })
    this.#without = new Float64Array(agents)
    this.#withoutBefore = new Float64Array(agents)
    this.#share = new Float64Array(agents)
    this.#shareBefore = new Float64Array(agents)
    this.#stream = new Float64Array(all.terms.streams.length)
    this.#streamBefore = new Float64Array(all.terms.streams.length)
  }

  /**
   * A bar has closed on the wishes of the bar before.
   *
   * @param move - Simple return of the instrument over the bar.
   */
  onBar(move: number, regime: number): void {
    const { costPerSide } = this.#all.terms
    const cost = costPerSide * Math.abs(this.#wish - this.#before)
    const result = this.#wish * move - cost
    this.#settleShares(move, cost, regime)
    for (let a = 0; a < this.#without.length; a += 1) {
      const without = this.#without[a] as number
      const traded = Math.abs(without - (this.#withoutBefore[a] as number))
      this.#all.without.add(a, regime, result - (without * move - costPerSide * traded))
    }
    for (let s = 0; s < this.#stream.length; s += 1) {
      const wish = this.#stream[s] as number
      const traded = Math.abs(wish - (this.#streamBefore[s] as number))
      this.#all.streams.add(s, regime, wish * move - costPerSide * traded)
    }
    this.#before = this.#wish
    this.#withoutBefore.set(this.#without)
    this.#shareBefore.set(this.#share)
    this.#streamBefore.set(this.#stream)
  }

  /** Costs are borne by those whose share has changed, in proportion. */
  #settleShares(move: number, cost: number, regime: number): void {
    let changed = 0
    for (let a = 0; a < this.#share.length; a += 1)
      changed += Math.abs((this.#share[a] as number) - (this.#shareBefore[a] as number))
    for (let a = 0; a < this.#share.length; a += 1) {
      const share = this.#share[a] as number
      const own = Math.abs(share - (this.#shareBefore[a] as number))
      const borne = changed === 0 ? 0 : (cost * own) / changed
      this.#all.shapley.add(a, regime, share * move - borne)
    }
  }

  /** The committee has decided: what it wants until it says otherwise. */
  onDecision(pool: Pool, wish: number): void {
    this.#wish = wish
    this.#leaveOut(pool, wish)
    this.#join(pool)
    this.#goAlone(pool)
  }

  /** Nobody decides: nothing is wished for. */
  onSilence(): void {
    this.#wish = 0
    this.#without.fill(0)
    this.#share.fill(0)
    this.#stream.fill(0)
  }

  /** Those that vote as the one left out count for as little as beside it. */
  #leaveOut(pool: Pool, wish: number): void {
    const { length } = pool.exposures
    this.#sums.clear()
    for (let a = 0; a < length; a += 1) if (isVoice(pool, a)) this.#add(pool, a, 1)
    for (let a = 0; a < length; a += 1) {
      const before = this.#without[a] as number
      this.#without[a] = wish
      if (!isVoice(pool, a)) continue
      this.#add(pool, a, -1)
      this.#sums.net(pool.pace, pool.isFlat ? 0 : before)
      this.#without[a] = this.#sums.exposure
      this.#add(pool, a, 1)
    }
  }

  #join(pool: Pool): void {
    const sums = this.#sums
    this.#share.fill(0)
    this.#order.length = 0
    for (let a = 0; a < pool.exposures.length; a += 1) if (isVoice(pool, a)) this.#order.push(a)
    for (let k = 0; k < orders; k += 1) {
      shuffle(this.#order, this.#all.random)
      sums.clear()
      let before = 0
      for (const a of this.#order) {
        this.#add(pool, a, 1)
        sums.net(pool.pace, pool.before)
        ;(this.#share[a] as number) += (sums.exposure - before) / orders
        before = sums.exposure
      }
    }
  }

  #goAlone(pool: Pool): void {
    for (const [s, { has }] of this.#all.terms.streams.entries()) {
      this.#sums.clear()
      for (let a = 0; a < pool.exposures.length; a += 1)
        if (has[a] === true && isVoice(pool, a)) this.#add(pool, a, 1)
      this.#sums.net(pool.pace, this.#stream[s] as number)
      this.#stream[s] = this.#sums.exposure
    }
  }

  #add({ exposures, pulls }: Pool, a: number, sign: number): void {
    this.#sums.add(a, exposures[a] as number, pulls[a] as number, sign)
  }

  save(): Json {
    return {
      wishes: [this.#wish, this.#before],
      without: [[...this.#without], [...this.#withoutBefore]],
      share: [[...this.#share], [...this.#shareBefore]],
      stream: [[...this.#stream], [...this.#streamBefore]],
    }
  }

  load(state: Json): void {
    const saved = state as {
      readonly wishes: readonly [number, number]
      readonly without: readonly [readonly number[], readonly number[]]
      readonly share: readonly [readonly number[], readonly number[]]
      readonly stream: readonly [readonly number[], readonly number[]]
    }
    ;[this.#wish, this.#before] = saved.wishes
    this.#without.set(saved.without[0])
    this.#withoutBefore.set(saved.without[1])
    this.#share.set(saved.share[0])
    this.#shareBefore.set(saved.share[1])
    this.#stream.set(saved.stream[0])
    this.#streamBefore.set(saved.stream[1])
  }
}

function isVoice({ exposures }: Pool, agent: number): boolean {
  const exposure = exposures[agent] as number
  return exposure === exposure
}
