import { createHash } from 'node:crypto'
import { Random } from '../src/base/index.ts'
import { geometricBrownianMotion, type Paths, streamPaths } from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { inFolder } from './command.ts'
import { measureSeconds, rates, timed } from './measure.ts'
import { openC } from './peers/c-program.ts'

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
  const ours = (): number => timed(() => void simulate(paths))
  const row = {
    name,
    unit,
    hash: hashOf(figures),
    goal: 'ratio >= 0.5',
    note: `${checked} paths of ${steps} steps agree, ${paths} are timed; one normal draw a step`,
  }
  return inFolder(async (folder) => {
    const all = await openC('gbm.c', folder, [`${checked}`, `${steps}`, ...stateOf()])
    if (typeof all === 'string') {
      const value = paths / ours()
      const peer = `a plain C loop: no compiler here (${all})`
      return [{ ...row, value, peer, ratio: null, status: 'inconclusive' }]
    }
    const some = await openC('gbm.c', folder, [`${paths}`, `${steps}`, ...stateOf()])
    if (typeof some === 'string') return [failedRow(name, unit, some)]
    try {
      const wanted = await all.ask('run')
      if (!agrees(figures, wanted))
        return [failedRow(name, unit, `${JSON.stringify(figures)}, C ${JSON.stringify(wanted)}`)]
      const theirs = (): Promise<number> => some.seconds()
      const measured = await measureSeconds(size, 15, ours, theirs)
      return [{ ...row, peer: 'a plain C loop, the same paths', ...rates(measured, paths) }]
    } finally {
      all.close()
      some.close()
    }
  })
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
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
