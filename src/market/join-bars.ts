import { UserError } from '../base/index.ts'
import { BarColumns, formatInterval, formatTime, type Instrument, micros } from '../domain/index.ts'
import { columnsSha256 } from './catalog/column-file.ts'
import { commonGrid, stepsIn } from './common-grid.ts'
import type { LoadedBars, TimeRange } from './loaded-bars.ts'

/**
 * Joins bars of one instrument in the order of time, on the finest grid that holds all of them.
 *
 * @param parts - At least one, of one instrument.
 * @throws UserError `overlap` when two cover the same time, `bad-interval` when lengths differ.
 */
export function joinBars(parts: readonly LoadedBars[], range: TimeRange = {}): LoadedBars {
  const sorted = [...parts].sort((a, b) => start(a) - start(b))
  const first = sorted[0]
  if (first === undefined) throw new UserError('empty-file', 'no bars were named; give a file.')
  for (const [i, part] of sorted.entries()) {
    if (part.intervalUs !== first.intervalUs) declineIntervals(first, part)
    const before = sorted[i - 1]
    if (before !== undefined && start(part) < end(before)) declineOverlap(before, part)
  }
  const whole = sorted.length === 1 ? first : concatenated(sorted, first)
  return within(whole, range)
}

function concatenated(parts: readonly LoadedBars[], first: LoadedBars): LoadedBars {
  const grid = commonGrid(parts.map((part) => part.instrument))
  const bars = new BarColumns(parts.reduce((rows, part) => rows + part.bars.length, 0))
  for (const part of parts) append(bars, part, grid)
  const { intervalUs } = first
  const sources = parts.flatMap((part) => part.sources)
  return { instrument: grid, bars, intervalUs, sha256: columnsSha256(bars), sources }
}

type GridBars = Pick<LoadedBars, 'instrument' | 'bars'>

/** The bars of a part on a grid of which its own steps are multiples. */
export function barsOn(grid: Instrument, part: GridBars): BarColumns {
  const { length } = part.bars
  const bars = new BarColumns(length)
  append(bars, { instrument: part.instrument, bars: part.bars.slice(0, length) }, grid)
  return bars
}

function append(bars: BarColumns, part: GridBars, grid: Instrument): void {
  const at = bars.length
  const ticks = stepsIn(part.instrument.tick, grid.tick)
  const lots = stepsIn(part.instrument.lot, grid.lot)
  bars.ts.set(part.bars.ts, at)
  for (const name of ['open', 'high', 'low', 'close'] as const)
    bars[name].set(ticks === 1 ? part.bars[name] : part.bars[name].map((v) => v * ticks), at)
  bars.volume.set(lots === 1 ? part.bars.volume : part.bars.volume.map((v) => v * lots), at)
  bars.length += part.bars.length
}

function within(loaded: LoadedBars, { from, to }: TimeRange): LoadedBars {
  const { bars, intervalUs } = loaded
  const first = from === undefined ? 0 : bars.rowAt(from + intervalUs)
  const last = to === undefined ? bars.length : bars.rowAt(to + 1)
  if (first === 0 && last === bars.length) return loaded
  if (first >= last)
    throw new UserError(
      'empty-range',
      `no bars of ${loaded.instrument.id} lie between --from and --to; they run from ` +
        `${formatTime(micros(start(loaded)))} to ${formatTime(micros(end(loaded)))}.`,
    )
  const slice = bars.slice(first, last)
  return { ...loaded, bars: slice, sha256: columnsSha256(slice) }
}

function start(loaded: LoadedBars): number {
  return (loaded.bars.ts[0] as number) - loaded.intervalUs
}

function end(loaded: LoadedBars): number {
  return loaded.bars.ts[loaded.bars.length - 1] as number
}

function pathOf(loaded: LoadedBars): string {
  return loaded.sources[0]?.path ?? loaded.instrument.id
}

function declineOverlap(before: LoadedBars, after: LoadedBars): never {
  throw new UserError(
    'overlap',
    `${pathOf(after)} begins at ${formatTime(micros(start(after)))}, before ${pathOf(before)} ` +
      `ends at ${formatTime(micros(end(before)))}; leave one of them out or cut it.`,
  )
}

function declineIntervals(a: LoadedBars, b: LoadedBars): never {
  throw new UserError(
    'bad-interval',
    `${pathOf(a)} has bars of ${formatInterval(a.intervalUs)} and ${pathOf(b)} of ` +
      `${formatInterval(b.intervalUs)}; use files of one interval.`,
  )
}
