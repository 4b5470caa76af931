import { exchangeErrors, type ExchangeErrorRow, venueCode } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

/** `coinswarm exchange --errors`: what three venues answer for every reason to decline. */
export function tellExchangeErrors(context: CliContext): void {
  const errors = exchangeErrors()
  const rows = [
    ['reason', 'Kraken', 'Binance', 'Coinbase', 'what to do'],
    ...errors.map(({ reason, venues, next }) => [reason, ...venues.map(cellOf), next]),
  ]
  for (const line of columnLines(rows)) context.print(line)
  context.json({ command: 'exchange', errors })
}

/** Binance has one number for all its filters: the name of the filter is what tells. */
function cellOf(error: ExchangeErrorRow['venues'][number]): string {
  const filter = /^Filter failure: (\w+)$/.exec(error.message)?.[1]
  return filter === undefined ? venueCode(error) : `${venueCode(error)} ${filter}`
}
