import type { BarColumns } from '../../domain/index.ts'
import type { FillRow, RunResult } from '../../engine/index.ts'
import { checkLoaded, type LoadedBars } from '../../market/index.ts'
import { type Costs, readCosts } from '../../venue/index.ts'
import { formatPercent, formatPlain, plural } from '../format-figure.ts'

/** Instruments whose faults are told; of more than these only how many there are. */
const namesMax = 3
/** Share of all fills from which on it is worth saying that volume bounded them. */
const boundedMin = 0.25

/** What speaks against bars that came from files, a line an instrument; none for sound ones. */
export function marketRemarks(market: readonly LoadedBars[]): readonly string[] {
  const all = market.map(remarkOn).filter((line) => line !== undefined)
  const more = all.length - namesMax
  return more <= 0 ? all : [...all.slice(0, namesMax), `and as much of ${more} more instruments`]
}

function remarkOn(of: LoadedBars): string | undefined {
  const { rows, missing, longestGap, jumps } = checkLoaded(of)
  const parts = [
    ...(missing === 0
      ? []
      : [
          `${formatPlain(missing, 0)} of ${formatPlain(rows + missing, 0)} bars are missing ` +
            `(the longest gap is ${plural(longestGap, 'bar')})`,
        ]),
    ...(jumps === 0
      ? []
      : [`${plural(jumps, 'jump')} of the close by more than 20 % and 20 times the usual`]),
  ]
  if (parts.length === 0) return undefined
  const files = of.sources.map(({ path }) => path)
  const where = files.length === 1 ? ` ${files[0]}` : ' FILE'
  return `${of.instrument.id}: ${parts.join(', ')}; see coinswarm data check${where}`
}

/** That there was no volume to trade in, or so little that it bounded what was traded. */
export function volumeSentences(
  run: RunResult,
  market: readonly LoadedBars[],
  costs: Costs,
): readonly string[] {
  const { participationMax } = readCosts(costs)
  const roomIn = (bars: BarColumns, row: number): number =>
    Math.floor((bars.volume[row] as number) * participationMax)
  const rule = `${formatPercent(100 * participationMax)} of a bar's volume (costs.participationMax)`
  if (run.fills.length === 0) {
    const dry = market.reduce((sum, { bars }) => sum + dryIn(bars, roomIn), 0)
    if (dry === 0) return []
    const which =
      dry === run.bars
        ? 'no bar has'
        : `${plural(dry, 'bar')} of ${formatPlain(run.bars, 0)} have not`
    return [
      `Its orders fill up to ${rule}, and ${which} enough for the smallest one; ` +
        'buy-and-hold beside it is not bounded so.',
    ]
  }
  const bounded = boundedFills(run.fills, market, roomIn)
  if (bounded < boundedMin * run.fills.length) return []
  return [
    `${formatPlain(bounded, 0)} of ${plural(run.fills.length, 'fill')} took all that there was, ` +
      `${rule}: more money would not have found its way in.`,
  ]
}

type RoomIn = (bars: BarColumns, row: number) => number

function dryIn(bars: BarColumns, roomIn: RoomIn): number {
  let dry = 0
  for (let row = 0; row < bars.length; row += 1) if (roomIn(bars, row) === 0) dry += 1
  return dry
}

/** Fills in bars of which they took all that we may take. */
function boundedFills(
  fills: readonly FillRow[],
  market: readonly LoadedBars[],
  roomIn: RoomIn,
): number {
  const taken = new Map<string, { lots: number; fills: number; room: number }>()
  for (const { ts, instrument, quantity } of fills) {
    const key = `${instrument} ${ts}`
    const bars = (market[instrument] as LoadedBars).bars
    const row = rowAt(bars, ts)
    const room = row === undefined ? Number.POSITIVE_INFINITY : roomIn(bars, row)
    const before = taken.get(key) ?? { lots: 0, fills: 0, room }
    taken.set(key, { room, lots: before.lots + quantity, fills: before.fills + 1 })
  }
  let bounded = 0
  for (const bar of taken.values()) if (bar.lots >= bar.room) bounded += bar.fills
  return bounded
}

/** The bar that closes at `ts`; `undefined` when none does, as where ticks are matched in. */
function rowAt({ ts, length }: BarColumns, at: number): number | undefined {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ts[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low < length && ts[low] === at ? low : undefined
}
