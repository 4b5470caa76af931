import { halfLifeText, type TearSheet } from '../../research/index.ts'

/** The weightiest lines of a tear sheet, for a terminal; the rest is on the page. */
export function sheetLines({ verdict, metrics, capacity, rivals, run }: TearSheet): string[] {
  const { curve, trades } = metrics
  const quote = run.instruments[0]?.quote ?? ''
  const sharpe = curve.sharpe?.value
  return [
    ...verdict,
    '',
    `net P&L ${curve.netPnl.toFixed(2)} ${quote}, return ${curve.returnPct.toFixed(2)} %, ` +
      `Sharpe ${sharpe === undefined ? '-' : sharpe.toFixed(2)}, ` +
      `drawdown ${(100 * curve.drawdowns.max).toFixed(2)} %, trades ${trades.count}`,
    ...('notRun' in capacity ? [] : [halfLifeText(capacity.halfLife, quote)]),
    ...rivals.map(({ name, metrics: of, difference }) => {
      const apart =
        difference === undefined
          ? 'the difference is not defined'
          : `this less it ${difference.effect.toFixed(2)} bps per ${curve.sampled.every} ` +
            `(${difference.low.toFixed(2)} to ${difference.high.toFixed(2)})`
      return `${name}: return ${of.curve.returnPct.toFixed(2)} %, ${apart}`
    }),
  ]
}
