import type { DeskSnapshot } from '../../app/index.ts'

/** One line of what is happening: market time, equity, position, trades, mode. */
export function deskLine({ desk, status, positions, fills }: DeskSnapshot): string {
  const at = new Date(status.marketTime).toISOString().slice(0, 16).replace('T', ' ')
  const change = (100 * (status.equity - desk.startEquity)) / desk.startEquity
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
    `(${change < 0 ? '' : '+'}${change.toFixed(2)} %), holds ${held.join(', ') || 'nothing'}, ` +
    `${status.trades} trades, ${fill}${mode}`
  )
}
