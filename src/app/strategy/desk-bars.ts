import { UserError } from '../../base/index.ts'
import { BarColumns, micros } from '../../domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../market/index.ts'
import { eventsOfDesk } from './run-events.ts'

/**
 * Every bar that a desk was ever told, out of its journal; the desk may be running.
 *
 * @throws UserError `no-journal`, `no-bars`, `journal-damaged`, `journal-newer`
 */
export function barsOfDesk(folder: string): readonly LoadedBars[] {
  const { instruments, intervalsUs, events } = eventsOfDesk(folder)
  const columns = instruments.map(() => new BarColumns(4_096))
  for (const { event } of events())
    if (event.kind === 'bar-closed') {
      const { ts, open, high, low, close, volume } = event
      columns[event.instrument]?.push(ts, open, high, low, close, volume)
    }
  const loaded = instruments.flatMap((instrument, i) => {
    const [bars, intervalUs] = [columns[i], intervalsUs[i]]
    if (bars === undefined || intervalUs === undefined || bars.length === 0) return []
    const [from, to] = [bars.ts[0] ?? 0, bars.ts[bars.length - 1] ?? 0]
    const source = { path: 'the journal of the desk', rows: bars.length }
    const span = { from: micros(from - intervalUs), to: micros(to) }
    const sources = [{ ...source, ...span }]
    return [{ instrument, bars, intervalUs, sha256: columnsSha256(bars), sources }]
  })
  if (loaded.length > 0) return loaded
  throw new UserError('no-bars', 'The desk has seen no bar yet; start it with coinswarm up.')
}
