import type { EquityPoint } from '../../app/index.ts'

/** Equity over a stretch. Times in milliseconds, shares of 1. */
export type Stretch = {
  readonly from: number
  readonly start: number
  readonly end: number
  /** Largest fall from the highest equity within the stretch. */
  readonly drawdown: number
}

/** What became of equity since a time; `undefined` when nothing is known of it. */
export function lastOver(points: readonly EquityPoint[], since: number): Stretch | undefined {
  const within = points.filter(({ t }) => t >= since)
  const [first] = within
  if (first === undefined) return undefined
  let [peak, drawdown, end] = [first.equity, 0, first.equity]
  for (const { equity } of within) {
    peak = Math.max(peak, equity)
    drawdown = Math.max(drawdown, 1 - equity / peak)
    end = equity
  }
  return { from: first.t, start: first.equity, end, drawdown }
}
