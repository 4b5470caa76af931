import { DeltaReplay, type DeltaTable } from '../../market/index.ts'

/** One side of a book at one time, best level first. */
export type SidePicture = {
  readonly isBid: boolean
  readonly ticks: readonly number[]
  readonly lots: readonly number[]
}

/** Both sides at one time. */
export type DepthPicture = {
  readonly spreadTicks: number
  readonly sides: readonly [bids: SidePicture, asks: SidePicture]
}

/** Pictures at equal distances of time, as many at most, of a book that counts. */
export function depthPictures(
  deltas: DeltaTable,
  picturesMax: number,
  levelsMax: number,
): readonly DepthPicture[] {
  const { tsInit } = deltas.columns
  const [from, to] = [tsInit[0] as number, tsInit[deltas.length - 1] as number]
  const stepUs = Math.max(1, (to - from) / picturesMax)
  const replay = new DeltaReplay(deltas)
  const pictures: DepthPicture[] = []
  let shownRow = -1
  for (let ts = from + stepUs; ts <= to; ts += stepUs) {
    replay.playUntil(ts)
    const { book } = replay
    // Where nothing changed there is nothing new to learn.
    if (replay.row === shownRow || book.isStale || book.isCrossed) continue
    shownRow = replay.row
    const bids = sideOf(replay, true, levelsMax)
    const asks = sideOf(replay, false, levelsMax)
    const [bid, ask] = [bids.ticks[0], asks.ticks[0]]
    if (bid === undefined || ask === undefined) continue
    pictures.push({ spreadTicks: ask - bid, sides: [bids, asks] })
  }
  return pictures
}

function sideOf({ book }: DeltaReplay, isBid: boolean, levelsMax: number): SidePicture {
  const [ticks, lots] = [new Float64Array(levelsMax), new Float64Array(levelsMax)]
  const count = book.depth(isBid, ticks, lots)
  return { isBid, ticks: [...ticks.subarray(0, count)], lots: [...lots.subarray(0, count)] }
}
