import { UserError } from '../../base/index.ts'
import { instrument, parseInstrumentId } from '../../domain/index.ts'
import type { LoadedTrades } from '../loaded-bars.ts'
import { TradeColumns } from '../trade-columns.ts'
import { loadRecording } from './load-recording.ts'

/** The trades of one file of a recording, for bars. @throws UserError when it has none. */
export function recordedTrades(path: string): LoadedTrades {
  const { header, records } = loadRecording(path)
  const id = parseInstrumentId(header.instrument)
  const of = id.ok ? instrument(id.value, header.tick, header.lot) : id
  if (!of.ok) throw new UserError('damaged-recording', `${path}: ${of.error}; remove it.`)
  const trades = new TradeColumns(64)
  for (const record of records)
    if (record.kind === 'trade') trades.push(record.tsInit, record.ticks, record.lots, record.side)
  if (trades.length === 0)
    throw new UserError('empty-file', `${path} has no trades in it; give another file.`)
  trades.trim()
  return { instrument: of.value, trades, path }
}
