import type { Json } from '../../base/index.ts'
import { type BarColumns, type Side, signOf } from '../../domain/index.ts'
import type { BreakerRules } from './breaker-rules.ts'
import type { Breakers } from './breakers.ts'
import type { Cause } from './cause.ts'
import { type BarJumpOptions, judgeBarJump } from './condition/bar-jump.ts'
import type { Finding } from './condition/finding.ts'
import { SlippageCondition } from './condition/slippage.ts'

export type DeskConditionsNeeds = {
  readonly breakers: Breakers
  readonly rules: BreakerRules
  readonly instruments: number
  /** What a taking order is set up to lose: share of price. */
  readonly slippage: number
  /** What the price may move between an order and its fill: share of price. */
  readonly gap: number
}

/** A fill beside what its order saw. Prices in one unit, above 0. */
export type FillSeen = {
  readonly instrument: number
  readonly side: Side
  readonly arrival: number
  readonly price: number
}

/**
 * What a desk can see of trouble in what it is told anyway: fills, bars, and that bars have
 * stopped. It follows from them alone, so a replay comes to the same moves.
 */
export class DeskConditions {
  readonly #breakers: Breakers
  readonly #slippage: readonly SlippageCondition[]
  readonly #jump: BarJumpOptions

  constructor({ breakers, rules, instruments, slippage: expected, gap }: DeskConditionsNeeds) {
    this.#breakers = breakers
    const slippage = {
      multiple: rules.slippageMultiple,
      fills: rules.slippageFills,
      expectedBps: expected * 10_000,
      gapBps: gap * 10_000,
    }
    this.#slippage = Array.from({ length: instruments }, () => new SlippageCondition(slippage))
    this.#jump = { multiple: rules.barJumpMultiple, min: rules.barJumpMin }
  }

  /** Before anything is decided on a bar: time moves breakers first, then what the bar says. */
  onBar(instrument: number, { close }: BarColumns, row: number, ts: number): void {
    if (!this.#breakers.isQuiet) {
      this.#breakers.tick(ts)
      this.#breakers.release({ scope: 'instrument', subject: instrument, cause: 'bar-gap' }, ts)
    }
    const finding = judgeBarJump(close, row, this.#jump)
    if (finding !== undefined) this.#heed(instrument, 'bar-jump', finding, ts)
  }

  /** No bar has come for two intervals; it is over with the next one. */
  onSilence(instrument: number, ts: number, intervals = 2): void {
    const place = { scope: 'instrument', subject: instrument, cause: 'bar-gap' } as const
    this.#breakers.hold({ ...place, ts, was: intervals, max: intervals })
  }

  onFill({ instrument, side, arrival, price }: FillSeen, ts: number): void {
    const slippageBps = (10_000 * signOf(side) * (price - arrival)) / arrival
    const finding = this.#slippage[instrument]?.onFill(slippageBps)
    if (finding !== undefined) this.#heed(instrument, 'slippage', finding, ts)
  }

  #heed(subject: number, cause: Cause, { level, was, max }: Finding, ts: number): void {
    if (level === 'trouble')
      this.#breakers.trip({ scope: 'instrument', subject, cause, ts, was, max })
  }

  save(): Json {
    return this.#slippage.map((each) => each.save())
  }

  load(saved: Json): void {
    const each = saved as readonly Json[]
    for (const [i, of] of this.#slippage.entries()) of.load(each[i] ?? null)
  }
}
