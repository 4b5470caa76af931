import { defined } from '../src/base/index.ts'
import { curveRoom, type DeskSetup } from '../src/engine/index.ts'
import { defaultCaps } from '../src/execution/index.ts'
import {
  type ScreenFill,
  screenLimits,
  ScreenMarket,
  ScreenRun,
  screenRuns,
} from '../src/research/index.ts'
import { breakerDefaults, defaultLimits } from '../src/risk/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { besidePeer, type PeerRace } from './beside-peer.ts'
import { deskSetup, type EngineRun, runEngine } from './engine-bench.ts'
import { measurePairs, rates, timed } from './measure.ts'
import { type CrewPlan, crewPlan, ScreenCrew, screenChunks } from './screen-crew.ts'
import { agreesWithNumba, numbaVersion, openNumba } from './peers/numba.ts'
import {
  gridBars,
  spreadVariants,
  type SweepGrid,
  sweepGrid,
  sweepTerms,
  variantAgent,
  variantCount,
  variantCrossing,
} from './sweep-grid.ts'
import { sweepVectorbt } from './sweep-vectorbt.ts'

const unit = 'variant-bars/s'
const threads = 2

/** Variants of the grid that one repetition of the engine runs. */
const engineSample = 60

/** Variants whose every fill is compared before anything is timed. */
const fillSample = 20

/** The grid by the whole engine, a variant after another on one core. */
export async function sweepEngine(size: BenchSize): Promise<readonly BenchRow[]> {
  const grid = await sweepGrid(size)
  const numbers = spreadVariants(grid, size === 'full' ? engineSample : 4)
  const wrong = differenceOf(grid, numbers.slice(0, fillSample))
  if (wrong !== undefined) return [failedRow('sweep.engine', unit, wrong)]
  const engine = engineRunner(grid, numbers, watched)
  const bare = engineRunner(grid, numbers, unwatched)
  const screen = screenRunner(grid, numbers)
  return [
    engineRow(grid, numbers, {
      ...{ name: 'sweep.engine', size, ours: engine, peers: bare },
      peer: 'the same where nothing binds and nothing watches',
      note: 'default limits, costs, breakers, caps and tiers',
    }),
    engineRow(grid, numbers, {
      ...{ name: 'sweep.engine.bare', size, ours: bare, peers: screen },
      peer: 'the same variants screened, equal fills',
      note: 'no limit binds, no breaker, default costs',
    }),
  ]
}

type EngineRace = {
  readonly name: string
  readonly size: BenchSize
  /** Both give their work in words. */
  readonly ours: () => string
  readonly peers: () => string
  readonly peer: string
  readonly note: string
}

function engineRow(grid: SweepGrid, numbers: readonly number[], race: EngineRace): BenchRow {
  const { name, size, ours, peers, peer, note } = race
  const hash = workHash(ours())
  const figures = rates(
    measurePairs(
      size,
      15,
      () => void ours(),
      () => void peers(),
    ),
    numbers.length * gridBars(grid).bars.length,
  )
  const perSecond = figures.value / gridBars(grid).bars.length
  const all = (variantCount(grid) / perSecond).toFixed(0)
  const projected =
    `one thread, ${numbers.length} variants spread over the grid in each run: ` +
    `${perSecond.toFixed(1)} variants/s, the grid projected to ${all} s`
  return { name, unit, peer, hash, note: `${grid.note}; ${note}; ${projected}`, ...figures }
}

function engineRunner(
  grid: SweepGrid,
  numbers: readonly number[],
  setupOf: (grid: SweepGrid, n: number) => DeskSetup,
): () => string {
  const market = [gridBars(grid)]
  const room = curveRoom(
    market.map(({ bars }) => bars),
    0,
  )
  const setups = numbers.map((n) => setupOf(grid, n))
  return () => setups.map((setup) => runEngine(setup, market, room).hash).join(' ')
}

function screenRunner(grid: SweepGrid, numbers: readonly number[]): () => string {
  const market = new ScreenMarket(gridBars(grid))
  return () =>
    screenedRuns(grid, market, numbers, false)
      .map(({ book }) => book.cash)
      .join(' ')
}

function screenedRuns(
  grid: SweepGrid,
  market: ScreenMarket,
  numbers: readonly number[],
  isKeeping: boolean,
): readonly ScreenRun[] {
  const runs = numbers.map(
    (n) => new ScreenRun(market, variantCrossing(grid, n), sweepTerms, isKeeping),
  )
  screenRuns(market, runs)
  return runs
}

/** A desk as it comes: default limits, and all that watches over it. */
function watched(grid: SweepGrid, n: number): DeskSetup {
  const guard = {
    breakers: breakerDefaults,
    caps: defaultCaps,
    hasStandings: false,
    hasTiers: true,
  }
  return { ...unwatched(grid, n), limits: defaultLimits, guard }
}

/** What a screened variant is equal to. */
function unwatched(grid: SweepGrid, n: number): DeskSetup {
  const { cash, costs } = sweepTerms
  const setup = deskSetup([gridBars(grid)])
  return {
    ...setup,
    ...{ agents: [variantAgent(grid, n)], limits: screenLimits, cash: BigInt(cash), costs },
  }
}

/** The first variant that the screen and the engine fill otherwise, in words. */
function differenceOf(grid: SweepGrid, numbers: readonly number[]): string | undefined {
  const of = gridBars(grid)
  const runs = screenedRuns(grid, new ScreenMarket(of), numbers, true)
  for (const [i, n] of numbers.entries()) {
    const engine = runEngine(unwatched(grid, n), [of])
    const kept = defined(runs[i]?.book.kept, 'its fills').map((fill) => wordsOf(fill, of.bars.ts))
    const theirs = fillsOf(engine)
    const at = theirs.findIndex((fill, k) => fill !== kept[k])
    if (at >= 0 || kept.length !== theirs.length)
      return `variant ${n}, fill ${at}: screened ${kept[at]}, by the engine ${theirs[at]}`
  }
  return undefined
}

function fillsOf({ recorder }: EngineRun): readonly string[] {
  return recorder.fills.map(({ ts, side, price, quantity, fee }) =>
    [ts, side, price, quantity, fee].join(' '),
  )
}

function wordsOf({ row, side, price, lots, fee }: ScreenFill, ts: Float64Array): string {
  return [ts[row], side, price, lots, fee].join(' ')
}

/** The grid screened, on two threads and on one, beside a loop for numba and beside vectorbt. */
export async function sweepFast(size: BenchSize): Promise<readonly BenchRow[]> {
  const grid = await sweepGrid(size)
  const wrong = differenceOf(grid, spreadVariants(grid, fillSample))
  if (wrong !== undefined) return [failedRow('sweep.fast', unit, wrong)]
  const plan = crewPlan(grid)
  const crew = new ScreenCrew(grid, threads)
  try {
    await crew.run()
    const alone = (): number => {
      plan.next[0] = 0
      return timed(() => screenChunks(plan))
    }
    return [
      await besideNumba(size, crew.plan, {
        ...{ name: 'sweep.fast', goal: '>= 300000000 variant-bars/s and ratio >= 0.8' },
        ...{ task: 'all', threads, ours: () => crew.run() },
      }),
      await besideNumba(size, crew.plan, {
        ...{ name: 'sweep.fast.thread', goal: 'ratio >= 0.8' },
        ...{ task: 'one', threads: 1, ours: alone },
      }),
      await sweepVectorbt(size, grid),
    ]
  } finally {
    await crew.close()
  }
}

type NumbaRace = Pick<PeerRace, 'ours'> & {
  readonly name: string
  readonly goal: string
  readonly task: 'all' | 'one'
  readonly threads: number
}

function besideNumba(
  size: BenchSize,
  { grid, figures }: CrewPlan,
  { name, goal, task, threads, ours }: NumbaRace,
): Promise<BenchRow> {
  const peerName = `numba ${numbaVersion}, a loop by hand, ${threads} thread${threads > 1 ? 's' : ''}`
  const count = variantCount(grid)
  const fills = figures.reduce((sum, value, at) => (at % 4 === 1 ? sum + value : sum), 0)
  return besidePeer({
    size,
    isFullOnly: true,
    row: {
      ...{ name, unit, hash: workHash(figures), goal },
      note:
        `${grid.note}; ${fills} fills; averages within the time; ours with every figure of a ` +
        `report, numba with equity, fills, drawdown and fees`,
    },
    peerName,
    open: (folder) => openNumba(grid, threads, folder),
    agree: async (peer) =>
      agreesWithNumba(figures, await peer.ask('answer'))
        ? { peer: `${peerName}, equal answers` }
        : { wrong: 'numba has other answers' },
    ours,
    theirs: (peer) => peer.seconds(task),
    amount: count * gridBars(grid).bars.length,
    pairs: 15,
    warmUps: 3,
  })
}
