import type { AgentKind, Opinion } from '../../src/agents/index.ts'
import { BarColumns, dayUs, hourUs } from '../../src/domain/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'
import { AskedAgent } from '../conformance/asked-agent.ts'
import { madeInstrument, seatOf } from './null-scene.ts'

/** Open, high, low and close, in ticks; a number alone is a bar that stays there. */
export type HandMade = number | readonly [open: number, high: number, low: number, close: number]

/** Ticks to the quote unit, of bars made by hand. */
export const ticksPerUnit = 10

/** Midnight UTC. */
const from = Math.ceil(1_704_067_200_000_000 / dayUs) * dayUs

/** Bars of an hour from midnight on. */
export function handMadeMarket(made: readonly HandMade[]): LoadedBars {
  const bars = new BarColumns(made.length)
  made.forEach((of, row) => {
    const [open, high, low, close] = typeof of === 'number' ? [of, of, of, of] : of
    bars.push(from + (row + 1) * hourUs, open, high, low, close, 10_000)
  })
  const instrument = madeInstrument('BTC-USD.SIM')
  const sha256 = columnsSha256(bars)
  return { instrument, bars, intervalUs: hourUs, sha256, sources: [] }
}

/** Asked about the last of the bars, after it was shown all of them; `undefined` abstains. */
export function saidOfLast(
  kind: AgentKind,
  made: readonly HandMade[],
  { parameters = {}, position = 0 }: Asking = {},
): { readonly said: Opinion | undefined; readonly why: string } {
  const asked = new AskedAgent(seatOf(kind, parameters), { markets: [handMadeMarket(made)] })
  let isAsked = false
  for (let row = 0; row < made.length; row += 1) {
    isAsked = asked.moveTo(row)
    asked.view.position = position
    if (isAsked && row + 1 < made.length) asked.opine()
  }
  if (!isAsked) throw new Error(`${kind.name} is asked after ${asked.warmup} bars`)
  return { said: asked.opine(), why: asked.agent.explain(asked.view) }
}

type Asking = {
  readonly parameters?: Record<string, unknown>
  /** What is held, share of equity. */
  readonly position?: number
}

/** Bars that go from `start` by `step` a bar, each with `reach` ticks above and below its body. */
export function walk(start: number, step: number, count: number, reach = 10): HandMade[] {
  return Array.from({ length: count }, (_, row) => {
    const open = start + row * step
    const close = open + step
    return [open, Math.max(open, close) + reach, Math.min(open, close) - reach, close] as const
  })
}

/** Bars that swing about `middle` by `swing`, up and down in turn. */
export function swings(middle: number, swing: number, count: number): HandMade[] {
  return Array.from({ length: count }, (_, row) => {
    const side = row % 2 === 0 ? 1 : -1
    const [open, close] = [middle - side * swing, middle + side * swing]
    return [open, Math.max(open, close), Math.min(open, close), close] as const
  })
}
