import type { Json } from '../../base/index.ts'

/** Outcomes that all peers together count at most, beside a learner's own. */
export const peerEvidenceMax = 20

/** What peers have found, pattern by pattern, as far as it is believed. See `federate.ts`. */
export class PeerBeliefs {
  readonly #mean: Float64Array
  readonly #evidence: Float64Array
  readonly #failed: Uint8Array

  constructor(keys: number) {
    this.#mean = new Float64Array(keys)
    this.#evidence = new Float64Array(keys)
    this.#failed = new Uint8Array(keys)
  }

  /** Mean return over the horizon; 0 where peers know nothing. */
  mean(key: number): number {
    return this.#mean[key] as number
  }

  /** What that counts, in outcomes: 0 to `peerEvidenceMax`. */
  evidence(key: number): number {
    return this.#evidence[key] as number
  }

  /** Whether peers lost by speaking for it. */
  hasFailed(key: number): boolean {
    return this.#failed[key] === 1
  }

  set(key: number, mean: number, evidence: number, hasFailed: boolean): void {
    this.#mean[key] = mean
    this.#evidence[key] = Math.min(evidence, peerEvidenceMax)
    this.#failed[key] = hasFailed ? 1 : 0
  }

  /** Before peers are heard anew. */
  clear(): void {
    this.#mean.fill(0)
    this.#evidence.fill(0)
    this.#failed.fill(0)
  }

  save(): Json {
    const known = [...this.#mean.keys()].filter(
      (key) => this.#evidence[key] !== 0 || this.#failed[key] !== 0,
    )
    return known.map((key) => [
      ...[key, this.mean(key), this.evidence(key), this.#failed[key] as number],
    ])
  }

  load(state: Json): void {
    this.clear()
    for (const [key = 0, mean = 0, evidence = 0, failed = 0] of state as readonly number[][])
      this.set(key, mean, evidence, failed === 1)
  }
}
