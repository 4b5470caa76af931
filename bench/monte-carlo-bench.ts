import { Random } from '../src/base/index.ts'
import { geometricBrownianMotion, type Paths, streamPaths } from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { type Agreement, besidePeer } from './beside-peer.ts'
import { inFolder } from './command.ts'
import { timed } from './measure.ts'
import { openC } from './peers/c-program.ts'
import type { LinePeer } from './peers/line-peer.ts'

const name = 'quant.monte-carlo'
const unit = 'paths/s'
const steps = 100
const seed = 1

/** What both sides make of their paths: enough that every level of every path is needed. */
type Figures = { readonly last: number; readonly deepest: number }

/**
 * Paths of geometric Brownian motion, streamed: of each its last level and its deepest drawdown.
 * Beside it the same in one plain C loop, with the same random numbers: the figures of a million
 * paths must agree to 1e-12 before anything is timed, on a fifth of them.
 */
export async function quantMonteCarlo(size: BenchSize): Promise<readonly BenchRow[]> {
  const checked = size === 'full' ? 1_000_000 : 2_000
  const paths = size === 'full' ? 200_000 : 2_000
  const figures = simulate(checked)
  const program = (folder: string, count: number): Promise<LinePeer | string> =>
    openC('gbm.c', folder, [`${count}`, `${steps}`, ...stateOf()])
  const row = await besidePeer({
    size,
    row: {
      name,
      unit,
      hash: hashOf(figures),
      goal: 'ratio >= 0.5',
      note: `${checked} paths of ${steps} steps agree, ${paths} are timed; one normal draw a step`,
    },
    peerName: 'a plain C loop',
    open: (folder) => program(folder, paths),
    agree: () => inFolder(async (folder) => agreement(figures, await program(folder, checked))),
    ours: () => timed(() => void simulate(paths)),
    amount: paths,
    pairs: 15,
  })
  return [row]
}

/** Of the figures of all paths, which take another process than those that are timed. */
async function agreement(figures: Figures, program: LinePeer | string): Promise<Agreement> {
  if (typeof program === 'string') return { wrong: program }
  try {
    const wanted = await program.ask('run')
    if (agrees(figures, wanted)) return { peer: 'a plain C loop, the same paths' }
    return { wrong: `${JSON.stringify(figures)}, C ${JSON.stringify(wanted)}` }
  } finally {
    program.close()
  }
}

function simulate(paths: number): Figures {
  const law = geometricBrownianMotion({ start: 100, drift: 0.05, volatility: 0.2 })
  const sums = Float64Array.of(0, 0)
  const grid = { paths, steps, horizonYears: 1 }
  streamPaths(law, grid, Random.fromSeed(seed), (block) => addFigures(block, sums))
  return { last: sums[0] as number, deepest: sums[1] as number }
}

function addFigures({ paths, values }: Paths, sums: Float64Array): void {
  let last = sums[0] as number
  let deepest = sums[1] as number
  for (let path = 0, at = 0; path < paths; path += 1) {
    let peak = values[at] as number
    let worst = 0
    at += 1
    for (const end = at + steps; at < end; at += 1) {
      const value = values[at] as number
      if (value > peak) peak = value
      const drawdown = 1 - value / peak
      if (drawdown > worst) worst = drawdown
    }
    last += values[at - 1] as number
    deepest += worst
  }
  sums[0] = last
  sums[1] = deepest
}

/** The state that `streamPaths` takes from the same seed, as sixteen halves. */
function stateOf(): string[] {
  const random = Random.fromSeed(seed)
  return Array.from({ length: 16 }, () => `${random.below(4294967296)}`)
}

function agrees(figures: Figures, wanted: Readonly<Record<string, unknown>>): boolean {
  const isNear = (found: number, of: unknown): boolean => Math.abs(found / Number(of) - 1) < 1e-12
  return isNear(figures.last, wanted['last']) && isNear(figures.deepest, wanted['deepest'])
}

function hashOf({ last, deepest }: Figures): string {
  const text = `${last.toPrecision(10)} ${deepest.toPrecision(10)}`
  return workHash(text)
}
