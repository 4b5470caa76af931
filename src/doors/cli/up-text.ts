import type { DeskSnapshot } from '../../app/index.ts'
import { testNetwork } from '../../venue/index.ts'

/** One line of what is happening: market time, equity, position, trades, mode. */
export function deskLine({ desk, status, positions, fills }: DeskSnapshot): string {
  const at = new Date(status.marketTime).toISOString().slice(0, 16).replace('T', ' ')
  const percent = ((100 * (status.equity - desk.startEquity)) / desk.startEquity).toFixed(2)
  const change = percent === '-0.00' ? '0.00' : percent
  const trades = status.trades === 1 ? '1 trade' : `${status.trades} trades`
  const held = positions.map(
    ({ instrument, quantity }) => `${Number(quantity.toPrecision(4))} ${instrument.split('-')[0]}`,
  )
  const last = fills.at(-1)
  const fill =
    last === undefined
      ? 'no fill yet'
      : `last fill ${last.side} ${Number(last.quantity.toPrecision(4))} ${last.instrument.split('-')[0]}`
  const mode = status.mode === 'normal' ? '' : `, ${status.mode}: ${status.modeReason}`
  return (
    `${at}  equity ${status.equity.toFixed(2)} ${desk.currency} ` +
    `(${change.startsWith('-') ? '' : '+'}${change} %), holds ${held.join(', ') || 'nothing'}, ` +
    `${trades}, ${fill}${championText(status.champion)}${mode}`
  )
}

function championText(champion: DeskSnapshot['status']['champion']): string {
  if (champion === undefined) return ''
  if (champion.version === '') return ', nobody decides yet: no version is champion'
  return `, champion ${champion.version.slice(0, 12)}`
}

/** Where bars come from and where orders go, for everybody to see. */
export function tradingLines({ source, exchangeUrl }: DeskSnapshot['desk']): readonly string[] {
  if (exchangeUrl === undefined)
    return [`market: ${source.label}; fills are simulated, no real order is sent`]
  const where =
    exchangeUrl === testNetwork
      ? "the venue's test network, where money is worth nothing"
      : `a simulated exchange at ${exchangeUrl}`
  return [`market: ${source.label}`, `rehearsal: orders go to ${where}, no real order is sent`]
}
