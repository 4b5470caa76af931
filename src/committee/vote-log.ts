import type { Json } from '../base/index.ts'

/** Exposures and probabilities are kept to a hundredth of a percent: sixteen bits hold them. */
const scale = 10_000
/** Instead of an exposure, of who abstained. */
const abstained = -32_768

/** How much a log holds. */
type VoteLogTerms = {
  readonly agents: number
  /** Rows kept, at least 2: the newest. */
  readonly rows: number
  /** Rows lie at least so far apart; 0 or left out keeps every bar. Unit: us. */
  readonly spacingUs?: number
}

/** One bar on which a committee was asked. Arrays by agent. */
export type VoteRow = {
  /** Of the close of the bar. Unit: us. */
  readonly ts: number
  /** Quote units. */
  readonly close: number
  /** Position in `regimeNames`. */
  readonly regime: number
  /** What the price moved by then, as `HorizonSums.net` takes it. */
  readonly pace: number
  /** As they were counted, -1 to 1; NaN abstains. */
  readonly exposures: Float64Array
  /** What confidence was read as, 0.5 to 1. */
  readonly believed: Float64Array
}

/**
 * What every agent wanted of one instrument, bar by bar, and what the price did until the next bar
 * kept: a ring of the newest rows. A bar on which nobody decided is a row too, so that the moves
 * between rows add up to what the price did.
 *
 * Rows are counted from the oldest kept, which is 0. Exposures and probabilities are rounded to a
 * hundredth of a percent.
 */
export class VoteLog {
  readonly agents: number
  readonly #capacity: number
  readonly #spacingUs: number
  readonly #ts: Float64Array
  readonly #close: Float64Array
  readonly #regime: Uint8Array
  readonly #pace: Float64Array
  readonly #exposure: Int16Array
  readonly #believed: Uint16Array
  /** Rows kept, and the place of the oldest. */
  #length = 0
  #first = 0

  constructor({ agents, rows, spacingUs = 0 }: VoteLogTerms) {
    this.agents = agents
    this.#capacity = Math.max(2, rows)
    this.#spacingUs = spacingUs
    this.#ts = new Float64Array(this.#capacity)
    this.#close = new Float64Array(this.#capacity)
    this.#regime = new Uint8Array(this.#capacity)
    this.#pace = new Float64Array(this.#capacity)
    this.#exposure = new Int16Array(this.#capacity * agents)
    this.#believed = new Uint16Array(this.#capacity * agents)
  }

  /** Keeps a row, unless the last one was a moment ago. Times only grow. */
  take({ ts, close, regime, pace, exposures, believed }: VoteRow): void {
    if (this.#length > 0 && ts < this.tsOf(this.#length - 1) + this.#spacingUs) return
    const at = this.#nextPlace()
    this.#ts[at] = ts
    this.#close[at] = close
    this.#regime[at] = regime
    this.#pace[at] = pace
    const from = at * this.agents
    for (let a = 0; a < this.agents; a += 1) {
      const exposure = exposures[a] as number
      const isVoice = exposure === exposure
      this.#exposure[from + a] = isVoice ? Math.round(scale * exposure) : abstained
      this.#believed[from + a] = isVoice ? Math.round(scale * (believed[a] as number)) : 0
    }
  }

  #nextPlace(): number {
    if (this.#length < this.#capacity) {
      this.#length += 1
      return this.#place(this.#length - 1)
    }
    const at = this.#first
    this.#first = at + 1 === this.#capacity ? 0 : at + 1
    return at
  }

  #place(row: number): number {
    const at = this.#first + row
    return at < this.#capacity ? at : at - this.#capacity
  }

  /** Rows kept. */
  get length(): number {
    return this.#length
  }

  /** Of the close of the bar. Unit: us. */
  tsOf(row: number): number {
    return this.#ts[this.#place(row)] as number
  }

  /** Quote units. */
  closeOf(row: number): number {
    return this.#close[this.#place(row)] as number
  }

  /** Position in `regimeNames`. */
  regimeOf(row: number): number {
    return this.#regime[this.#place(row)] as number
  }

  /** What the price moved by then, as `HorizonSums.net` takes it. */
  paceOf(row: number): number {
    return this.#pace[this.#place(row)] as number
  }

  /** What agent `agent` wanted, -1 to 1; NaN when it abstained. */
  exposureOf(row: number, agent: number): number {
    const exposure = this.#exposure[this.#place(row) * this.agents + agent] as number
    return exposure === abstained ? Number.NaN : exposure / scale
  }

  /** What its confidence was read as, 0.5 to 1; NaN when it abstained. */
  believedOf(row: number, agent: number): number {
    const at = this.#place(row) * this.agents + agent
    const isVoice = this.#exposure[at] !== abstained
    return isVoice ? (this.#believed[at] as number) / scale : Number.NaN
  }

  /** Simple return until the next row; NaN of the newest, which nobody knows yet. */
  moveOf(row: number): number {
    return row + 1 < this.#length ? this.closeOf(row + 1) / this.closeOf(row) - 1 : Number.NaN
  }

  /** A text for each column: hashes of a desk are taken over all of it, and must be cheap. */
  save(): Json {
    const places = Array.from({ length: this.#length }, (_, row) => this.#place(row))
    const { agents } = this
    const exposure = new Int16Array(places.length * agents)
    const believed = new Uint16Array(places.length * agents)
    for (const [row, at] of places.entries()) {
      const [from, to] = [at * agents, (at + 1) * agents]
      exposure.set(this.#exposure.subarray(from, to), row * agents)
      believed.set(this.#believed.subarray(from, to), row * agents)
    }
    return {
      ts: textOf(Float64Array.from(places, (at) => this.#ts[at] as number)),
      close: textOf(Float64Array.from(places, (at) => this.#close[at] as number)),
      regime: textOf(Uint8Array.from(places, (at) => this.#regime[at] as number)),
      pace: textOf(Float64Array.from(places, (at) => this.#pace[at] as number)),
      exposure: textOf(exposure),
      believed: textOf(believed),
    }
  }

  /** What does not fit, of a log that kept more, is forgotten. */
  load(state: Json): void {
    const saved = state as { readonly [column: string]: string }
    const ts = new Float64Array(bytesOf(saved['ts']))
    this.#first = 0
    this.#length = 0
    if (ts.length > this.#capacity) return
    this.#length = ts.length
    this.#ts.set(ts)
    this.#close.set(new Float64Array(bytesOf(saved['close'])))
    this.#regime.set(new Uint8Array(bytesOf(saved['regime'])))
    this.#pace.fill(0)
    this.#pace.set(new Float64Array(bytesOf(saved['pace'])))
    this.#exposure.set(new Int16Array(bytesOf(saved['exposure'])))
    this.#believed.set(new Uint16Array(bytesOf(saved['believed'])))
  }
}

/** Characters that are made at once: arguments of a call are few. */
const chunk = 8_192

/** The bytes of a column in base 64; little-endian, as on every machine that runs this. */
function textOf({ buffer }: { readonly buffer: ArrayBuffer }): string {
  const bytes = new Uint8Array(buffer)
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}

function bytesOf(text = ''): ArrayBuffer {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer
}
