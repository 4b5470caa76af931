/** Closes of the past of one view. */
export type Closes = {
  readonly take: (close: number) => void
  /** The close `bars` before the newest; NaN before the beginning. */
  readonly ago: (bars: number) => number
}

/**
 * Runs in the isolate: remembers closes as they are told, so that the host tells each once and none
 * before its time. Its text is what runs.
 */
export function makeCloses(): Closes {
  let closes = new Float64Array(1_024)
  let count = 0
  return {
    take: (close) => {
      if (count === closes.length) {
        const longer = new Float64Array(2 * count)
        for (let i = 0; i < count; i += 1) longer[i] = closes[i] as number
        closes = longer
      }
      closes[count] = close
      count += 1
    },
    ago: (bars) => {
      const row = count - 1 - bars
      // Between two bars there is none, and undefined becomes NaN.
      return row >= 0 && bars >= 0 ? (closes[row] as number) * 1 : Number.NaN
    },
  }
}
