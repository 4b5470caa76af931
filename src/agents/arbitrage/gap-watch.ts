import type { Json } from '../../base/index.ts'
import type { LegWishes } from '../legs.ts'
import type { Mind } from '../mind.ts'
import type { Peer } from '../peer.ts'
import { fitGap, type GapFit, hedgesOf } from './fit-gap.ts'

/** How a gap is cut, fitted, entered and left; deviations are those of its spread. */
export type GapWatchOptions = {
  /** Length of a step; that of the bars, where these are longer. */
  readonly stepUs: number
  /** Closes of a fit. */
  readonly window: number
  /** Steps from fit to fit. */
  readonly refit: number
  /** Most that chance may explain of what is entered, and of what is kept. */
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
  /** Share of equity of all legs together. */
  readonly exposure: number
  readonly unwindCostMaxBps: number
  readonly patienceUs: number
}

/** Why a gap was left. */
export type GapEnd = 'none' | 'home' | 'stop' | 'late' | 'broken'

/**
 * An instrument and one or two others that hedge it, what holds them together, and whether the
 * first is dear. Fitted anew every `refit` steps on a grid of UTC. What is held is measured by the
 * fit it was entered with, else a new fit would move the mean to where the price has gone. What was
 * stopped is not entered again before the gap has closed.
 */
export class GapWatch implements Mind {
  readonly #options: GapWatchOptions
  /** Log prices of a fit: of the first, then of the others. */
  readonly #logs: readonly Float64Array[]
  #step = -1
  #fitted = -1
  #fit: GapFit | undefined
  #score = Number.NaN
  #side = 0
  #since = -1
  #leftAt = -1
  #end: GapEnd = 'none'
  #isSpent = false
  #wishes: LegWishes | undefined

  /** @param others - How many instruments hedge the first: one or two. */
  constructor(options: GapWatchOptions, others = 1) {
    this.#options = options
    this.#logs = Array.from({ length: 1 + others }, () => new Float64Array(options.window))
  }

  /** What is gone by; `undefined` before the first window is full, and where nothing fitted. */
  get fit(): GapFit | undefined {
    return this.#fit
  }

  /** Deviations by which the first is dear against the others; NaN without a fit. */
  get score(): number {
    return this.#score
  }

  /** 1 for the first bought and the others sold, -1 for the other way round, 0 for nothing. */
  get side(): number {
    return this.#side
  }

  /** Why the last one was left. */
  get end(): GapEnd {
    return this.#end
  }

  /**
   * Takes in what has closed of all since it looked last. Closes of one that is ahead of another
   * are not looked at.
   *
   * @param peers - The first, then those that hedge it. @param barUs - Length of their bars.
   */
  look(peers: readonly Peer[], barUs: number): void {
    const stepUs = Math.max(this.#options.stepUs, Math.round(barUs))
    const step = Math.floor(olderOf(peers) / stepUs)
    if (!(step > this.#step)) return
    this.#step = step
    const fitAt = step - (step % this.#options.refit)
    if (fitAt !== this.#fitted) {
      this.#fitted = fitAt
      this.#refit(peers, fitAt, stepUs)
    }
    this.#score = this.#scoreAt(peers, step * stepUs)
    this.#turn()
  }

  #refit(peers: readonly Peer[], fitAt: number, stepUs: number): void {
    const { window, broken } = this.#options
    this.#logs.forEach((logs, n) => {
      const peer = peers[n]
      for (let i = 0; i < window; i += 1) logs[i] = logAt(peer, (fitAt - window + 1 + i) * stepUs)
    })
    const fit = fitGap(this.#logs)
    const isBroken = fit === undefined || fit.probability > broken
    if (this.#side !== 0 && isBroken) this.#leave('broken')
    if (this.#side === 0) this.#fit = fit
  }

  #scoreAt([first, ...others]: readonly Peer[], ts: number): number {
    const fit = this.#fit
    if (fit === undefined) return Number.NaN
    const hedges = hedgesOf(fit)
    let spread = logAt(first, ts) - fit.intercept
    for (const [i, other] of others.entries()) spread -= (hedges[i] as number) * logAt(other, ts)
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

  #leave(end: GapEnd): void {
    this.#side = 0
    this.#leftAt = this.#step
    this.#end = end
    this.#isSpent = end === 'stop' || end === 'late'
    this.#wishes = undefined
  }

  /** Whether the fit is of what is worth entering: all others are sold when the first is bought. */
  get isTradable(): boolean {
    const { significance, halfLifeMin, halfLifeMax, isJohansenAsked } = this.#options
    const fit = this.#fit
    if (fit === undefined) return false
    const isTied = fit.rank > 0 && fit.rank < this.#logs.length
    const isLinked = fit.probability <= significance && (!isJohansenAsked || isTied)
    const isHedged = hedgesOf(fit).every((hedge) => hedge > 0)
    return isLinked && isHedged && fit.halfLife >= halfLifeMin && fit.halfLife <= halfLifeMax
  }

  /** The legs that are wanted now: of 0 where they were just left; `undefined` for nothing new. */
  wishes(peers: readonly Peer[]): LegWishes | undefined {
    if (this.#side === 0 && this.#leftAt !== this.#step) return undefined
    this.#wishes ??= this.#legs(peers)
    return this.#wishes
  }

  /** Equal and opposite in what moves them: each other has its hedge of the value of the first. */
  #legs([first, ...others]: readonly Peer[]): LegWishes {
    const { exposure, unwindCostMaxBps, patienceUs } = this.#options
    const hedges = this.#fit === undefined ? others.map(() => 0) : hedgesOf(this.#fit)
    const hedge = hedges.reduce((sum, each) => sum + each, 0)
    const all = this.#side * exposure
    const share = all / (1 + hedge)
    const rest = share - all
    return {
      legs: [
        ...(first === undefined ? [] : [{ instrumentId: first.instrumentId, exposure: share }]),
        ...others.map(({ instrumentId }, i) => ({
          instrumentId,
          exposure: rest === 0 ? rest : rest * ((hedges[i] as number) / hedge),
        })),
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
    this.#fit = (saved['fit'] ?? undefined) as GapFit | undefined
    this.#score = saved['score'] === null ? Number.NaN : Number(saved['score'])
    this.#side = Number(saved['side'])
    this.#since = Number(saved['since'])
    this.#leftAt = Number(saved['leftAt'])
    this.#end = saved['end'] as GapEnd
    this.#isSpent = saved['isSpent'] === true
    this.#wishes = undefined
  }
}

/** Close of the newest bar that all of them have; NaN before. */
function olderOf(peers: readonly Peer[]): number {
  return peers.reduce((oldest, { asOf }) => Math.min(oldest, asOf), Number.POSITIVE_INFINITY)
}

function logAt(peer: Peer | undefined, ts: number): number {
  return peer === undefined ? Number.NaN : Math.log(peer.closeAt(ts as Peer['asOf']))
}
