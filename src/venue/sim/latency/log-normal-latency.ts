import { type Json, Random } from '../../../base/index.ts'
import type { LatencyModel } from './latency-model.ts'

/** No message takes longer than an hour. */
const usMax = 3_600_000_000

/** Messages take e^N(mu, sigma) ms: with 3.9 and 0.3 half of them 49.4 ms or less. */
export class LogNormalLatency implements LatencyModel {
  readonly #mu: number
  readonly #sigma: number
  #random: Random

  constructor(mu: number, sigma: number, random: Random) {
    this.#mu = mu
    this.#sigma = sigma
    this.#random = random
  }

  at(): number {
    const us = Math.round(1_000 * Math.exp(this.#mu + this.#sigma * this.#random.normal()))
    return Math.min(us, usMax)
  }

  save(): Json {
    return this.#random.save()
  }

  load(state: Json): void {
    this.#random = new Random(Uint32Array.from(state as unknown as readonly number[]))
  }
}
