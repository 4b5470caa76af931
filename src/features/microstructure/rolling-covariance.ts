import type { Json } from '../../base/index.ts'
import { Ring } from './ring.ts'
import { loadParts, saveParts } from './saved-parts.ts'

// Places in the state.
const meanX = 0
const meanY = 1
const sumXX = 2
const sumXY = 3
const sumYY = 4
/** How many of the last x, and of the last y, are one and the same. */
const sameX = 5
const sameY = 6
const lastX = 7
const lastY = 8

/**
 * Sums of squares and products about the mean over the last pairs (x, y) of a stream: all that a
 * covariance or a regression asks for. Kept about the mean, where sums of raw squares would lose
 * the digits of a large one, and added up anew once in every window.
 */
export class RollingCovariance {
  readonly #x: Ring
  readonly #y: Ring
  readonly #state = new Float64Array(9)

  /** @param window - Pairs kept. Whole, >= 1. */
  constructor(window: number) {
    this.#x = new Ring(window)
    this.#y = new Ring(window)
  }

  get count(): number {
    return this.#x.count
  }

  get isFull(): boolean {
    return this.#x.isFull
  }

  get #meanX(): number {
    return this.#state[meanX] as number
  }

  get #meanY(): number {
    return this.#state[meanY] as number
  }

  /** Exactly 0 where all x are the same. */
  get sumXX(): number {
    return (this.#state[sameX] as number) >= this.count ? 0 : (this.#state[sumXX] as number)
  }

  get sumYY(): number {
    return (this.#state[sameY] as number) >= this.count ? 0 : (this.#state[sumYY] as number)
  }

  /** Exactly 0 where all x, or all y, are the same. */
  get sumXY(): number {
    const state = this.#state
    const isFlat = (state[sameX] as number) >= this.count || (state[sameY] as number) >= this.count
    return isFlat ? 0 : (state[sumXY] as number)
  }

  push(x: number, y: number): void {
    const state = this.#state
    const isFirst = this.count === 0
    state[sameX] = !isFirst && x === state[lastX] ? (state[sameX] as number) + 1 : 1
    state[sameY] = !isFirst && y === state[lastY] ? (state[sameY] as number) + 1 : 1
    state[lastX] = x
    state[lastY] = y
    const wasFull = this.isFull
    const outX = this.#x.push(x)
    const outY = this.#y.push(y)
    if (this.#x.isAtStart) return this.#addUp()
    if (wasFull) this.#takeAway(outX, outY)
    this.#add(x, y, this.count)
  }

  #add(x: number, y: number, count: number): void {
    const state = this.#state
    const gapX = x - this.#meanX
    const gapY = y - this.#meanY
    const newMeanX = this.#meanX + gapX / count
    const newMeanY = this.#meanY + gapY / count
    state[meanX] = newMeanX
    state[meanY] = newMeanY
    state[sumXX] = (state[sumXX] as number) + gapX * (x - newMeanX)
    state[sumXY] = (state[sumXY] as number) + gapX * (y - newMeanY)
    state[sumYY] = (state[sumYY] as number) + gapY * (y - newMeanY)
  }

  /** The inverse of `#add`; at least one pair is left, since a window of one is added up anew. */
  #takeAway(x: number, y: number): void {
    const state = this.#state
    const left = this.count - 1
    const gapX = x - this.#meanX
    const gapY = y - this.#meanY
    const oldMeanX = this.#meanX - gapX / left
    const oldMeanY = this.#meanY - gapY / left
    state[meanX] = oldMeanX
    state[meanY] = oldMeanY
    state[sumXX] = (state[sumXX] as number) - (x - oldMeanX) * gapX
    state[sumXY] = (state[sumXY] as number) - (x - oldMeanX) * gapY
    state[sumYY] = (state[sumYY] as number) - (y - oldMeanY) * gapY
  }

  #addUp(): void {
    const { count } = this
    const x = this.#x
    const y = this.#y
    let [totalX, totalY, xx, xy, yy] = [0, 0, 0, 0, 0]
    for (let i = 0; i < count; i += 1) {
      totalX += x.at(i)
      totalY += y.at(i)
    }
    const [middleX, middleY] = [totalX / count, totalY / count]
    for (let i = 0; i < count; i += 1) {
      const gapX = x.at(i) - middleX
      const gapY = y.at(i) - middleY
      xx += gapX * gapX
      xy += gapX * gapY
      yy += gapY * gapY
    }
    const state = this.#state
    state[meanX] = middleX
    state[meanY] = middleY
    state[sumXX] = xx
    state[sumXY] = xy
    state[sumYY] = yy
  }

  reset(): void {
    this.#x.reset()
    this.#y.reset()
    this.#state.fill(0)
  }

  save(): Json {
    return saveParts([this.#x, this.#y, this.#state])
  }

  load(state: Json): void {
    loadParts(state, [this.#x, this.#y, this.#state])
  }
}
