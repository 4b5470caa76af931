import { DeskTrace } from '../src/app/index.ts'
import { defined } from '../src/base/index.ts'
import { type DeskProbe, DeskRun, nobody } from '../src/engine/index.ts'
import { MemoryJournal } from '../src/journal/index.ts'
import { feedBarAt, type LoadedBars } from '../src/market/index.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { busySetup } from './engine-bench.ts'
import { median, quantileOf } from './measure.ts'

const name = 'desk.trace'
const unit = 'us per bar'

type Run = { readonly us: number; readonly hash: string }

/** What a bar of a desk takes with one in a hundred followed, and with all, beside with nobody. */
export async function deskTrace(size: BenchSize): Promise<BenchRow[]> {
  const { market, note } = await millionBars(size)
  const of = defined(market[0], 'the market')
  const rows = size === 'full' ? 100_000 : 4_000
  const short = { ...of, bars: of.bars.slice(0, rows) }
  const count = size === 'full' ? 15 : 1
  const runs = Array.from({ length: count }, () => ({
    off: timed(short, undefined),
    some: timed(short, 0.01),
    all: timed(short, 1),
  }))
  const hashes = new Set(runs.flatMap(({ off, some, all }) => [off.hash, some.hash, all.hash]))
  if (hashes.size !== 1) return [failedRow(name, unit, 'a desk does otherwise when it is followed')]
  const what = `${note}, ${rows} bars, journal in memory`
  return [
    rowOf(name, runs, ({ some }) => some, `${what}; 1 % of the bars followed`),
    rowOf(`${name}.all`, runs, ({ all }) => all, `${what}; all bars followed`),
  ]
}

type Runs = readonly { readonly off: Run; readonly some: Run; readonly all: Run }[]

function rowOf(
  named: string,
  runs: Runs,
  which: (run: Runs[number]) => Run,
  note: string,
): BenchRow {
  const us = runs.map((run) => which(run).us)
  const ratios = runs.map((run) => run.off.us / which(run).us)
  return {
    ...{ name: named, value: median(us), unit, peer: 'nobody looks' },
    ...{ peerValue: median(runs.map(({ off }) => off.us)), ratio: median(ratios) },
    ...{ hash: runs[0]?.off.hash ?? '', status: 'measured', repetitions: runs.length },
    spread: [quantileOf(us, 0.1), quantileOf(us, 0.9)],
    ratioSpread: [quantileOf(ratios, 0.1), quantileOf(ratios, 0.9)],
    note,
  }
}

/** @param share - Of the bars that are followed; nobody looks when it is left out. */
function timed(of: LoadedBars, share: number | undefined): Run {
  const now = (): number => Number(process.hrtime.bigint()) / 1_000
  const trace = share === undefined ? undefined : new DeskTrace(now, share, () => {})
  trace?.start()
  const probe: DeskProbe | undefined = trace && {
    onStage: (stage) => trace.onStage(stage),
    onJudged: () => {},
  }
  const journal = new MemoryJournal()
  const run = new DeskRun({
    ...{ setup: busySetup([of]), recorded: [], journal, observer: nobody, probe },
    ...(trace === undefined ? {} : { onEvent: (_, event) => trace.onEvent(event) }),
  })
  const work = trace?.timed((task) => task()) ?? ((task: () => void): void => task())
  const start = process.hrtime.bigint()
  for (let row = 0; row < of.bars.length; row += 1)
    work(() => run.onBar(feedBarAt(of.bars, row, 0), 'live'))
  const us = Number(process.hrtime.bigint() - start) / 1_000 / of.bars.length
  return { us, hash: journal.decisionHash() }
}
