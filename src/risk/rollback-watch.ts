import type { Json } from '../base/index.ts'

/** What puts the strategies of before back. */
export type RollbackTerms = {
  /** Drawdown of equity since the promotion, 0 to 1. */
  readonly drawdownMax: number
  /** Positions in a row that closed at a loss since then. */
  readonly lossesInRowMax: number
  /** Loss on a day of UTC, since the promotion on its own day, 0 to 1. */
  readonly dayLossMax: number
  /** Positions opened on one day: one that does nothing else is out of its mind. */
  readonly tradesDayMax: number
}

/** What risk's book says at a mark. */
export type RollbackMark = {
  readonly equity: number
  /** Equity at the start of the day of UTC. */
  readonly dayStart: number
  /** Positions opened since then. */
  readonly tradesToday: number
}

export const rollbackDefaults: RollbackTerms = {
  drawdownMax: 0.05,
  lossesInRowMax: 6,
  dayLossMax: 0.03,
  tradesDayMax: 100,
}

/**
 * Watches a champion that was promoted lately. It says once, and at the very mark at which it is
 * so, why the one before is to come back. Time and equity are given.
 */
export class RollbackWatch {
  readonly #terms: RollbackTerms
  #promotedTs = 0
  #peak = 0
  #losses = 0
  #isOver = true
  /** At the promotion: the day's start, equity, positions opened that day. */
  #startThen = 0
  #equityThen = 0
  #tradesThen = 0

  constructor(terms: RollbackTerms = rollbackDefaults) {
    this.#terms = terms
  }

  /**
   * @param promotedTs - When the champion of now was promoted; 0 when it always was.
   * @returns Why it is to go; `undefined` while it may stay.
   */
  mark(promotedTs: number, at: RollbackMark): string | undefined {
    if (promotedTs !== this.#promotedTs) this.#begin(promotedTs, at)
    if (this.#isOver) return undefined
    if (at.equity > this.#peak) this.#peak = at.equity
    const why = this.#whyNot(at)
    if (why !== undefined) this.#isOver = true
    return why
  }

  /** A position was closed. @param net - After fees; its sign is what counts. */
  closed(net: bigint): void {
    if (net < 0n) this.#losses += 1
    else if (net > 0n) this.#losses = 0
  }

  #whyNot({ equity, dayStart, tradesToday }: RollbackMark): string | undefined {
    const { drawdownMax, lossesInRowMax, dayLossMax, tradesDayMax } = this.#terms
    const drawdown = this.#peak > 0 ? 1 - equity / this.#peak : Number.NaN
    // What is not a number is too much.
    if (!(drawdown < drawdownMax)) return `drawdown ${percent(drawdown)} % since the promotion`
    if (this.#losses >= lossesInRowMax) return `${this.#losses} losses in a row since the promotion`
    // What the one before lost that day is not its doing.
    const isFirstDay = dayStart === this.#startThen
    const loss = 1 - equity / (isFirstDay ? this.#equityThen : dayStart)
    if (!(loss < dayLossMax)) return `${percent(loss)} % lost in a day`
    const trades = tradesToday - (isFirstDay ? this.#tradesThen : 0)
    return trades > tradesDayMax ? `${trades} positions opened in a day` : undefined
  }

  #begin(promotedTs: number, { equity, dayStart, tradesToday }: RollbackMark): void {
    this.#promotedTs = promotedTs
    this.#peak = equity
    this.#losses = 0
    this.#startThen = dayStart
    this.#equityThen = equity
    this.#tradesThen = tradesToday
    this.#isOver = promotedTs === 0
  }

  /** Of a desk on which nothing was promoted, no more than it ever was. */
  save(): Json {
    const since = [this.#promotedTs, this.#peak, this.#losses, this.#isOver ? 1 : 0]
    if (this.#promotedTs === 0) return since
    return [...since, this.#startThen, this.#equityThen, this.#tradesThen]
  }

  load(state: Json): void {
    const saved = state as readonly number[]
    this.#promotedTs = saved[0] ?? 0
    this.#peak = saved[1] ?? 0
    this.#losses = saved[2] ?? 0
    this.#isOver = saved[3] !== 0
    this.#startThen = saved[4] ?? 0
    this.#equityThen = saved[5] ?? 0
    this.#tradesThen = saved[6] ?? 0
  }
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}
