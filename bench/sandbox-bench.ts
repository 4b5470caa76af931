import { readFileSync } from 'node:fs'
import type { AgentKind } from '../src/agents/index.ts'
import { Box } from '../src/app/index.ts'
import { defined } from '../src/base/index.ts'
import { boxedModule, openIsolate, type OpenIsolate, stripTypes } from '../src/evolution/index.ts'
import type { LoadedBars } from '../src/market/index.ts'
import { boxedTrading } from '../test/conformance/box/boxed-trading.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { deskSetup, runEngine, touchedRoom } from './engine-bench.ts'
import { measurePairs, median, times } from './measure.ts'

const file = new URL('../test/conformance/box/boxed-trading.ts', import.meta.url)

/** A strategy of five features in the box and natively, and what it takes to put one in. */
export async function sandboxOverhead(size: BenchSize): Promise<readonly BenchRow[]> {
  const source = readFileSync(file, 'utf8')
  const starts = await startRow(size, source)
  return [await overheadRow(size, source), starts, await processRow(size, source)]
}

async function overheadRow(size: BenchSize, source: string): Promise<BenchRow> {
  const { market, note } = await millionBars(size)
  const of = defined(market[0], 'the market')
  const rows = size === 'full' ? 100_000 : 5_000
  const short = [{ ...of, bars: of.bars.slice(0, rows) }]
  const isolate = await openIsolate(stripTypes(source))
  try {
    return compared(size, short, isolate, `${note}, ${rows} bars`)
  } finally {
    isolate.end()
  }
}

function compared(
  size: BenchSize,
  market: readonly LoadedBars[],
  isolate: OpenIsolate,
  note: string,
): BenchRow {
  const boxed = runner(boxedModule(isolate).kind, market)
  const native = runner(boxedTrading, market)
  const [ours, theirs] = [boxed(), native()]
  if (ours !== theirs) return failedRow('sandbox.overhead', 'us/bar', 'it comes to other bytes')
  const measured = measurePairs(
    size,
    15,
    () => void boxed(),
    () => void native(),
  )
  const bars = market[0]?.bars.length ?? 0
  return {
    name: 'sandbox.overhead',
    unit: 'us/bar',
    peer: 'the same strategy natively, equal to the byte',
    hash: workHash(ours),
    goal: 'ratio >= 0.1: at most ten times native',
    note,
    ...times(measured, bars, 1e6),
  }
}

/** Runs the whole desk with a strategy, and gives the hash of the run. */
function runner(kind: AgentKind, market: readonly LoadedBars[]): () => string {
  const seated = kind.seat({})
  const agent = defined(seated.ok ? seated.value : undefined, 'the strategy')
  const setup = { ...deskSetup(market), agents: [agent] }
  const room = touchedRoom(market)
  return () => runEngine(setup, market, room).hash
}

async function startRow(size: BenchSize, source: string): Promise<BenchRow> {
  const ms: number[] = []
  for (let n = 0; n < (size === 'full' ? 30 : 2); n += 1) {
    const from = performance.now()
    const isolate = await openIsolate(stripTypes(source))
    boxedModule(isolate)
    ms.push(performance.now() - from)
    isolate.end()
  }
  return {
    ...{ name: 'sandbox.start', unit: 'ms', peer: 'none', ratio: null, status: 'measured' },
    value: median(ms),
    hash: workHash(source),
    goal: '<= 50 ms',
    note: 'a strategy stripped, checked in, compiled and described, in a process that is there',
  }
}

async function processRow(size: BenchSize, source: string): Promise<BenchRow> {
  const starts: number[] = []
  const kills: number[] = []
  for (let n = 0; n < (size === 'full' ? 10 : 1); n += 1) {
    const from = performance.now()
    const box = await Box.start()
    starts.push(performance.now() - from)
    await box.describe(source)
    const hung = performance.now()
    await box.describe('for (;;);')
    kills.push(performance.now() - hung)
  }
  return {
    ...{ name: 'sandbox.process', unit: 'ms', peer: 'none', ratio: null, status: 'measured' },
    value: median(starts),
    hash: workHash(source),
    note: `a box process until it is ready; one that hangs is gone after ${median(kills).toFixed(0)} ms, ${Math.max(...kills).toFixed(0)} at most`,
  }
}
