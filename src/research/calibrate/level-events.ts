import { DeltaReplay, type DeltaTable, type TradeTickTable } from '../../market/index.ts'

/** What happens at the prices of a book, one thing after another. */
export type LevelListener = {
  /** Lots at a price changed. */
  readonly onLevel: (
    isBid: boolean,
    ticks: number,
    before: number,
    after: number,
    ts: number,
  ) => void
  /** A print took from the side that stood there. */
  readonly onPrint: (isBid: boolean, ticks: number, lots: number, ts: number) => void
  /** The book begins anew: nothing known of it counts any more. */
  readonly onReset: () => void
  /** After everything of one update. */
  readonly onSettled: (ts: number, replay: DeltaReplay) => void
}

/**
 * Tells what a recording says of single prices, of one instant the prints first: the level they
 * were taken from shrinks after them.
 */
export function playLevels(
  deltas: DeltaTable,
  trades: TradeTickTable,
  listener: LevelListener,
): void {
  const replay = new DeltaReplay(deltas)
  const { tsInit, side, ticks, lots } = trades.columns
  let row = 0
  for (let next = replay.nextTs; Number.isFinite(next); next = replay.nextTs) {
    for (; row < trades.length && (tsInit[row] as number) <= next; row += 1)
      listener.onPrint(
        side[row] === -1,
        ticks[row] as number,
        lots[row] as number,
        tsInit[row] as number,
      )
    stepTold(replay, deltas, listener, next)
    listener.onSettled(next, replay)
  }
}

function stepTold(
  replay: DeltaReplay,
  { columns }: DeltaTable,
  listener: LevelListener,
  ts: number,
): void {
  const { book } = replay
  const wasStale = book.isStale
  const before = (row: number): number =>
    book.lotsAt(columns.isBid[row] === 1, columns.ticks[row] as number)
  // The rows of an update are known when it was played, what they replace only before.
  const [first, end] = replay.comingRows
  const olds: number[] = []
  for (let row = first; row < end; row += 1) olds.push(before(row))
  const step = replay.step()
  if (step === 'snapshot' || wasStale) return listener.onReset()
  if (step !== 'next') return
  for (let row = first; row < end; row += 1)
    listener.onLevel(
      columns.isBid[row] === 1,
      columns.ticks[row] as number,
      olds[row - first] as number,
      columns.lots[row] as number,
      ts,
    )
}
