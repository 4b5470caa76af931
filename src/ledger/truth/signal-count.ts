import type {
  DecisionMade,
  IntentCut,
  IntentRefused,
  Micros,
  OrderIntent,
} from '../../domain/index.ts'

/** What a strategy said, and what became of it. */
export type SignalFigures = {
  /** Wishes that were new, or led to an order. */
  readonly signals: number
  /** Of them, those to hold something. */
  readonly entries: number
  /** Of them, those that led to an order. */
  readonly acts: number
  readonly refused: number
  /** By the limit that refused, and by the one that cut, in the order of their names. */
  readonly refusals: Readonly<Record<string, number>>
  readonly cuts: Readonly<Record<string, number>>
  readonly lastSignalTs: Micros | undefined
  readonly lastActTs: Micros | undefined
  /** Signals since the last that led to an order. */
  readonly signalsSinceAct: number
  /** Scans since the last signal, those with something held left out. */
  readonly silentScans: number
  /** How many scans passed before each signal: how many signals, the most, and all together. */
  readonly gaps: { readonly count: number; readonly longest: number; readonly sum: number }
}

/** The newest wish for an instrument, while no order has come of it. */
type Pending = { readonly exposure: number; readonly ts: Micros }

/** Counts what was wished, and which of it led to orders. */
export class SignalCount {
  readonly #pending = new Map<number, Pending>()
  readonly #refusals = new Map<string, number>()
  readonly #cuts = new Map<string, number>()
  #signals = 0
  #entries = 0
  #acts = 0
  #lastSignalTs: Micros | undefined
  #lastActTs: Micros | undefined
  #sinceAct = 0
  #silent = 0
  readonly #gaps = { count: 0, longest: 0, sum: 0 }

  /** @param isHeld - Something is held of it: to say nothing then is to hold on. */
  onScan(isHeld: boolean): void {
    if (!isHeld) this.#silent += 1
  }

  onDecision({ instrument, exposure, ts }: DecisionMade): void {
    this.#pending.set(instrument, { exposure, ts })
    this.#signals += 1
    if (exposure !== 0) this.#entries += 1
    this.#sinceAct += 1
    this.#lastSignalTs = ts
    this.#gaps.count += 1
    this.#gaps.longest = Math.max(this.#gaps.longest, this.#silent)
    this.#gaps.sum += this.#silent
    this.#silent = 0
  }

  /**
   * An entry is of the newest wish; an exit is if that was to close, or was made there and then.
   * Stops and targets follow from a position, and are of no wish.
   */
  onOrder({ instrument, role, side, ts }: OrderIntent): void {
    const pending = this.#pending.get(instrument)
    if (pending === undefined) return
    const wanted = pending.exposure * (side === 'sell' ? 1 : -1)
    const isItsExit = role === 'exit' && (wanted <= 0 || pending.ts === ts)
    if (role !== 'entry' && role !== 'quote' && !isItsExit) return
    this.#pending.delete(instrument)
    this.#acts += 1
    this.#sinceAct = 0
    this.#lastActTs = ts
  }

  onRefusal({ limit }: IntentRefused): void {
    this.#refusals.set(limit, (this.#refusals.get(limit) ?? 0) + 1)
  }

  onCut({ limit }: IntentCut): void {
    this.#cuts.set(limit, (this.#cuts.get(limit) ?? 0) + 1)
  }

  get figures(): SignalFigures {
    return {
      signals: this.#signals,
      entries: this.#entries,
      acts: this.#acts,
      refused: [...this.#refusals.values()].reduce((sum, count) => sum + count, 0),
      refusals: sorted(this.#refusals),
      cuts: sorted(this.#cuts),
      lastSignalTs: this.#lastSignalTs,
      lastActTs: this.#lastActTs,
      signalsSinceAct: this.#sinceAct,
      silentScans: this.#silent,
      gaps: { ...this.#gaps },
    }
  }
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
