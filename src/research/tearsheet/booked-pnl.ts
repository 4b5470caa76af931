import type { BarColumns } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { Ledger } from '../../ledger/index.ts'

/** The last close of every instrument up to the end of a run, ticks; 0 without a bar. */
export function lastCloses(run: RunResult, bars: readonly BarColumns[]): readonly number[] {
  return bars.map((columns) => columns.close[columns.rowAt(run.to + 1) - 1] ?? 0)
}

/**
 * What each instrument of a run made, after fees, in minor quote units: its fills booked in a
 * ledger of its own and marked at `marks`. Together they are what the ledger of the run came to.
 *
 * @param marks - Price of every instrument at the end, ticks.
 */
export function bookedPnl(run: RunResult, marks: readonly number[]): readonly bigint[] {
  const books = run.instruments.map((of) => new Ledger([of]))
  for (const { instrument, side, price, quantity, fee } of run.fills)
    books[instrument]?.fill(0, side, price, quantity, fee)
  return books.map((book, i) => book.equity([marks[i] as number]))
}
