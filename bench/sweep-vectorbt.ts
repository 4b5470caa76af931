import { ScreenMarket, ScreenRun, screenRuns, type ScreenTerms } from '../src/research/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { timed } from './measure.ts'
import { wellTraded } from './peer-scene.ts'
import {
  agreesWithVectorbt,
  openVectorbt,
  type VectorbtScene,
  vectorbtVersion,
} from './peers/vectorbt-sweep.ts'
import {
  gridBars,
  spreadVariants,
  type SweepGrid,
  sweepTerms,
  variantCrossing,
} from './sweep-grid.ts'

/** Variants in a run: of more, vectorbt would hold gigabytes. */
const sample = 100

/** Costs that both can be told. */
const terms: ScreenTerms = {
  ...sweepTerms,
  costs: { feeTakerPpm: 1_000, feeMakerPpm: 1_000, slippage: 0, participationMax: 1 },
}

/** Some variants of a grid, screened on one thread and by vectorbt, averages known to both. */
export function sweepVectorbt(size: BenchSize, grid: SweepGrid): Promise<BenchRow> {
  const of = gridBars(grid)
  const market = new ScreenMarket({ ...of, bars: wellTraded(of.bars) })
  const numbers = spreadVariants(grid, sample)
  const screened = (isKeeping: boolean): readonly ScreenRun[] => {
    const runs = numbers.map(
      (n) => new ScreenRun(market, variantCrossing(grid, n), terms, isKeeping),
    )
    screenRuns(market, runs)
    return runs
  }
  const scene: VectorbtScene = { grid, market, numbers, terms, runs: screened(true) }
  const peerName = `vectorbt ${vectorbtVersion}, one process`
  return besidePeer({
    size,
    isFullOnly: true,
    row: {
      ...{ name: 'sweep.fast.vectorbt', unit: 'variant-bars/s', goal: 'ratio >= 50' },
      hash: workHash(scene.runs.map(({ book }) => book.cash).join(' ')),
      note:
        `${numbers.length} variants spread over the grid of ${grid.note}; one thread, averages ` +
        `made outside the time, 0.1 % fee, no slippage; sizes given to vectorbt`,
    },
    peerName,
    open: (folder) => openVectorbt(scene, folder),
    agree: async (peer) =>
      agreesWithVectorbt(scene, await peer.ask('answer'))
        ? { peer: `${peerName}, equal fills and equity` }
        : { wrong: 'vectorbt has other answers' },
    ours: () => timed(() => void screened(false)),
    amount: numbers.length * market.bars.length,
    pairs: 15,
    warmUps: 2,
  })
}
