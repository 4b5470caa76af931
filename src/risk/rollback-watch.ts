import type { Json } from '../base/index.ts'

/** What puts the strategies of before back. */
export type RollbackTerms = {
  /** Drawdown of equity since the promotion, 0 to 1. */
  readonly drawdownMax: number
  /** Positions in a row that closed at a loss since then. */
  readonly lossesInRowMax: number
}

const rollbackDefaults: RollbackTerms = { drawdownMax: 0.05, lossesInRowMax: 6 }

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

  constructor(terms: RollbackTerms = rollbackDefaults) {
    this.#terms = terms
  }

  /**
   * @param promotedTs - When the champion of now was promoted; 0 when it always was.
   * @returns Why it is to go; `undefined` while it may stay.
   */
  mark(promotedTs: number, equity: number): string | undefined {
    if (promotedTs !== this.#promotedTs) this.#begin(promotedTs, equity)
    if (this.#isOver) return undefined
    if (equity > this.#peak) this.#peak = equity
    const drawdown = this.#peak > 0 ? 1 - equity / this.#peak : Number.NaN
    // What is not a number is too much.
    if (!(drawdown < this.#terms.drawdownMax))
      return this.#end(`drawdown ${(100 * drawdown).toFixed(1)} % since the promotion`)
    if (this.#losses >= this.#terms.lossesInRowMax)
      return this.#end(`${this.#losses} losses in a row since the promotion`)
    return undefined
  }

  /** A position was closed. @param net - After fees; its sign is what counts. */
  closed(net: bigint): void {
    if (net < 0n) this.#losses += 1
    else if (net > 0n) this.#losses = 0
  }

  #begin(promotedTs: number, equity: number): void {
    this.#promotedTs = promotedTs
    this.#peak = equity
    this.#losses = 0
    this.#isOver = promotedTs === 0
  }

  #end(reason: string): string {
    this.#isOver = true
    return reason
  }

  save(): Json {
    return [this.#promotedTs, this.#peak, this.#losses, this.#isOver ? 1 : 0]
  }

  load(state: Json): void {
    const [promotedTs, peak, losses, isOver] = state as readonly number[]
    this.#promotedTs = promotedTs ?? 0
    this.#peak = peak ?? 0
    this.#losses = losses ?? 0
    this.#isOver = isOver !== 0
  }
}
