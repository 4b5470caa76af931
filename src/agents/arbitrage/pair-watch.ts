import type { Json } from '../../base/index.ts'
import type { LegWishes } from '../legs.ts'
import type { Mind } from '../mind.ts'
import type { Peer } from '../peer.ts'
import { fitPair, type PairFit } from './fit-pair.ts'

/** How a pair is cut, fitted, entered and left; deviations are those of its spread. */
export type PairWatchOptions = {
  /** Length of a step; that of the bars, where these are longer. */
  readonly stepUs: number
  /** Closes of a fit. */
  readonly window: number
  /** Steps from fit to fit. */
  readonly refit: number
  /** Most that chance may explain of a pair that is entered, and of one that is kept. */
  readonly significance: number
  readonly broken: number
  readonly isJohansenAsked: boolean
  readonly halfLifeMin: number
  readonly halfLifeMax: number
  readonly entry: number
  readonly exit: number
  readonly stop: number
  /** Half-lives after which a gap that has not closed is given up. */
  readonly halvesMax: number
  /** Share of equity of both legs together. */
  readonly exposure: number
  readonly unwindCostMaxBps: number
  readonly patienceUs: number
}

/** Why a pair was left. */
export type PairEnd = 'none' | 'home' | 'stop' | 'late' | 'broken'

/**
 * Two instruments, what holds them together, and which of them is dear. Fitted anew every `refit`
 * steps on a grid of UTC. A pair that is held is measured by the fit it was entered with, else a
 * new fit would move the mean to where the price has gone. One that was stopped is not
 * entered again before the gap has closed.
 */
export class PairWatch implements Mind {
  readonly #options: PairWatchOptions
  readonly #first: Float64Array
  readonly #second: Float64Array
  #step = -1
  #fitted = -1
  #fit: PairFit | undefined
  #score = Number.NaN
  #side = 0
  #since = -1
  #leftAt = -1
  #end: PairEnd = 'none'
  #isSpent = false
  #wishes: LegWishes | undefined

  constructor(options: PairWatchOptions) {
    this.#options = options
    this.#first = new Float64Array(options.window)
    this.#second = new Float64Array(options.window)
  }

  /** What is gone by; `undefined` before the first window is full, and where nothing fitted. */
  get fit(): PairFit | undefined {
    return this.#fit
  }

  /** Deviations by which the first is dear against the second; NaN without a fit. */
  get score(): number {
    return this.#score
  }

  /** 1 for the first bought and the second sold, -1 for the other way round, 0 for nothing. */
  get side(): number {
    return this.#side
  }

  /** Why the last one was left. */
  get end(): PairEnd {
    return this.#end
  }

  /**
   * Takes in what has closed of both since it looked last. Closes of one that is ahead of the other
   * are not looked at.
   *
   * @param barUs - Length of their bars.
   */
  look(first: Peer, second: Peer, barUs: number): void {
    const stepUs = Math.max(this.#options.stepUs, Math.round(barUs))
    const step = Math.floor(Math.min(first.asOf, second.asOf) / stepUs)
    if (!(step > this.#step)) return
    this.#step = step
    const fitAt = step - (step % this.#options.refit)
    if (fitAt !== this.#fitted) {
      this.#fitted = fitAt
      this.#refit(first, second, fitAt, stepUs)
    }
    this.#score = this.#scoreAt(first, second, step * stepUs)
    this.#turn()
  }

  #refit(first: Peer, second: Peer, fitAt: number, stepUs: number): void {
    const { window, broken } = this.#options
    for (let i = 0; i < window; i += 1) {
      const ts = (fitAt - window + 1 + i) * stepUs
      this.#first[i] = logAt(first, ts)
      this.#second[i] = logAt(second, ts)
    }
    const fit = fitPair(this.#first, this.#second)
    const isBroken = fit === undefined || fit.probability > broken
    if (this.#side !== 0 && isBroken) this.#leave('broken')
    if (this.#side === 0) this.#fit = fit
  }

  #scoreAt(first: Peer, second: Peer, ts: number): number {
    const fit = this.#fit
    if (fit === undefined) return Number.NaN
    const spread = logAt(first, ts) - fit.intercept - fit.hedge * logAt(second, ts)
    return (spread - fit.mean) / fit.deviation
  }

  #turn(): void {
    const { entry, exit, stop, halvesMax } = this.#options
    const score = this.#score
    const gap = Math.abs(score)
    if (this.#side !== 0) {
      const halves = (this.#step - this.#since) / (this.#fit?.halfLife ?? Number.NaN)
      if (-this.#side * score <= exit) this.#leave('home')
      else if (gap >= stop) this.#leave('stop')
      else if (halves > halvesMax) this.#leave('late')
    } else if (this.#isSpent) this.#isSpent = !(gap <= exit)
    else if (this.isTradable && gap >= entry && gap < stop) this.#enter(-Math.sign(score))
  }

  #enter(side: number): void {
    this.#side = side
    this.#since = this.#step
    this.#wishes = undefined
  }

  #leave(end: PairEnd): void {
    this.#side = 0
    this.#leftAt = this.#step
    this.#end = end
    this.#isSpent = end === 'stop' || end === 'late'
    this.#wishes = undefined
  }

  /** Whether the fit is of a pair worth entering. */
  get isTradable(): boolean {
    const { significance, halfLifeMin, halfLifeMax, isJohansenAsked } = this.#options
    const fit = this.#fit
    if (fit === undefined) return false
    const isLinked = fit.probability <= significance && (!isJohansenAsked || fit.rank === 1)
    return isLinked && fit.hedge > 0 && fit.halfLife >= halfLifeMin && fit.halfLife <= halfLifeMax
  }

  /** The legs that are wanted now: of 0 where a pair was just left; `undefined` for nothing new. */
  wishes(first: Peer, second: Peer): LegWishes | undefined {
    if (this.#side === 0 && this.#leftAt !== this.#step) return undefined
    this.#wishes ??= this.#legs(first, second)
    return this.#wishes
  }

  /** Equal and opposite in what moves them: the second has `hedge` times the value of the first. */
  #legs(first: Peer, second: Peer): LegWishes {
    const { exposure, unwindCostMaxBps, patienceUs } = this.#options
    const hedge = this.#fit?.hedge ?? 0
    const all = this.#side * exposure
    const share = all / (1 + hedge)
    return {
      legs: [
        { instrumentId: first.instrumentId, exposure: share },
        { instrumentId: second.instrumentId, exposure: share - all },
      ],
      unwindCostMaxBps,
      patienceUs,
    }
  }

  save(): Json {
    return {
      step: this.#step,
      fitted: this.#fitted,
      fit: this.#fit ?? null,
      score: Number.isFinite(this.#score) ? this.#score : null,
      side: this.#side,
      since: this.#since,
      leftAt: this.#leftAt,
      end: this.#end,
      isSpent: this.#isSpent,
    }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.#step = Number(saved['step'])
    this.#fitted = Number(saved['fitted'])
    this.#fit = (saved['fit'] ?? undefined) as PairFit | undefined
    this.#score = saved['score'] === null ? Number.NaN : Number(saved['score'])
    this.#side = Number(saved['side'])
    this.#since = Number(saved['since'])
    this.#leftAt = Number(saved['leftAt'])
    this.#end = saved['end'] as PairEnd
    this.#isSpent = saved['isSpent'] === true
    this.#wishes = undefined
  }
}

function logAt(peer: Peer, ts: number): number {
  return Math.log(peer.closeAt(ts as Peer['asOf']))
}
