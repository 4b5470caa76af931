import { exchangeErrors, type ExchangeErrorRow, venueCode } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'

/** `coinswarm exchange --errors`: what three venues answer for every reason to decline. */
export function tellExchangeErrors(context: CliContext): void {
  const errors = exchangeErrors()
  const rows = [
    ['reason', 'Kraken', 'Binance', 'Coinbase', 'what to do'],
    ...errors.map(({ reason, venues, next }) => [reason, ...venues.map(cellOf), next]),
  ]
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  for (const row of rows)
    context.print(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  context.json({ command: 'exchange', errors })
}

/** Binance has one number for all its filters: the name of the filter is what tells. */
function cellOf(error: ExchangeErrorRow['venues'][number]): string {
  const filter = /^Filter failure: (\w+)$/.exec(error.message)?.[1]
  return filter === undefined ? venueCode(error) : `${venueCode(error)} ${filter}`
}
