import type { DccFit } from '../src/quant/index.ts'

/**
 * The loop one would write by hand for a day of a DCC: arrays and nothing else, no checks, GARCH
 * alone. The factor is taken of the correlations themselves, not of Q.
 */
export class FlatDcc {
  readonly #n: number
  readonly #fit: DccFit
  readonly #h: Float64Array
  readonly #q: Float64Array
  readonly #r: Float64Array
  readonly #l: Float64Array
  readonly #z: Float64Array

  constructor(fit: DccFit) {
    this.#fit = fit
    this.#n = fit.assets.length
    this.#h = Float64Array.from(fit.assets, ({ nextVariance }) => nextVariance)
    this.#q = Float64Array.from(fit.nextQ.values)
    this.#r = new Float64Array(this.#q.length)
    this.#l = new Float64Array(this.#q.length)
    this.#z = new Float64Array(this.#n)
  }

  update(returns: Float64Array): void {
    const n = this.#n
    const { a, b, target, assets } = this.#fit
    const [h, q, z] = [this.#h, this.#q, this.#z]
    for (let i = 0; i < n; i += 1) {
      const of = assets[i]?.parameters
      if (of === undefined) continue
      const e = (returns[i] as number) - of.mean
      z[i] = e / Math.sqrt(h[i] as number)
      h[i] = of.omega + of.alpha * e * e + of.beta * (h[i] as number)
    }
    const s = target.values
    const rest = 1 - a - b
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j <= i; j += 1) {
        const k = i * n + j
        const product = (z[i] as number) * (z[j] as number)
        q[k] = rest * (s[k] as number) + a * product + b * (q[k] as number)
      }
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j <= i; j += 1) {
        const scale = Math.sqrt((q[i * n + i] as number) * (q[j * n + j] as number))
        this.#r[i * n + j] = (q[i * n + j] as number) / scale
      }
    this.#factor()
  }

  #factor(): void {
    const n = this.#n
    const [r, l] = [this.#r, this.#l]
    for (let i = 0; i < n; i += 1)
      for (let j = 0; j <= i; j += 1) {
        let sum = r[i * n + j] as number
        for (let k = 0; k < j; k += 1) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
        l[i * n + j] = i === j ? Math.sqrt(sum) : sum / (l[j * n + j] as number)
      }
  }

  correlation(i: number, j: number): number {
    return this.#r[i * this.#n + j] as number
  }

  factor(i: number, j: number): number {
    return this.#l[i * this.#n + j] as number
  }
}
