/** How a committee has leaned since it last changed its mind. */
export type Lean = {
  /** 1 long, -1 short, 0 neither. */
  readonly side: number
  /** Bars since it leans so, and its mean exposure in that time, without sign. */
  readonly bars: number
  readonly strength: number
  /** The market when it began to: close, and deviation of a bar. */
  readonly close: number
  readonly deviation: number
}
