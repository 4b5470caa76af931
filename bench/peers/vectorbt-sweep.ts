import { writeFileSync } from 'node:fs'
import { minorPerUnit } from '../../src/domain/index.ts'
import type { ScreenMarket, ScreenRun, ScreenTerms } from '../../src/research/index.ts'
import { type SweepGrid, variantCrossing } from '../sweep-grid.ts'
import { LinePeer, peerFile, pythonWith } from './line-peer.ts'

/** What `bench/peers/vectorbt_sweep.py` was written for. */
export const vectorbtVersion = '1.2.0'

/** Variants with the runs of ours that kept their fills: the peer is given their sizes. */
export type VectorbtScene = {
  readonly grid: SweepGrid
  readonly market: ScreenMarket
  readonly numbers: readonly number[]
  readonly runs: readonly ScreenRun[]
  readonly terms: ScreenTerms
}

/** @returns Why not, in words, where it cannot be had. */
export async function openVectorbt(
  scene: VectorbtScene,
  folder: string,
): Promise<LinePeer | string> {
  const found = await pythonWith([`vectorbt==${vectorbtVersion}`])
  if ('why' in found) return found.why
  const { market, numbers, grid, runs, terms } = scene
  const { bars, instrument } = market
  const perUnit = Math.round(1 / instrument.tickSize)
  for (const name of ['open', 'close'] as const)
    writeFileSync(
      `${folder}/${name}.f64`,
      bars[name].slice(0, bars.length).map((ticks) => ticks / perUnit),
    )
  const lines = new Map<string, { readonly at: number; readonly values: Float64Array }>()
  const pairs = numbers.map((n) => {
    const { above, below } = variantCrossing(grid, n)
    return [above, below].map((spec) => {
      const { values } = market.readings(spec)
      const line = lines.get(spec.key) ?? { at: lines.size, values }
      lines.set(spec.key, line)
      return line.at
    })
  })
  const averages = [...lines.values()].map(({ values }) => values)
  writeFileSync(`${folder}/averages.f64`, joined(averages, bars.length))
  const sizes = runs.map((run) => sizesOf(run, bars.length, instrument.lotSize))
  writeFileSync(`${folder}/size.f64`, joined(sizes, bars.length))
  const first = numbers.map((n) => {
    const { above, below } = variantCrossing(grid, n)
    return market.warmup([above, below]) - 1
  })
  const cash = terms.cash / minorPerUnit
  const plan = { pairs, first, cash, fee: terms.costs.feeTakerPpm / 1e6 }
  const args = [peerFile('vectorbt_sweep.py'), folder, JSON.stringify(plan)]
  return LinePeer.open(found.python, args)
}

/** What is bought at each row, in units. */
function sizesOf({ book }: ScreenRun, rows: number, lotSize: number): Float64Array {
  const sizes = new Float64Array(rows)
  for (const { row, side, lots } of book.kept ?? []) if (side === 'buy') sizes[row] = lots * lotSize
  return sizes
}

function joined(lines: readonly Float64Array[], rows: number): Float64Array {
  const all = new Float64Array(lines.length * rows)
  lines.forEach((line, i) => all.set(line.subarray(0, rows), i * rows))
  return all
}

/** Whether every variant filled as often, and ended with the same equity to a billionth. */
export function agreesWithVectorbt(
  { runs, market }: VectorbtScene,
  answer: Readonly<Record<string, unknown>>,
): boolean {
  const { equity, fills } = answer
  if (!Array.isArray(equity) || !Array.isArray(fills)) return false
  return runs.every((run, i) => {
    const own = run.equity(market.bars.length - 1) / minorPerUnit
    return fills[i] === run.book.fills && Math.abs(Number(equity[i]) / own - 1) <= 1e-9
  })
}
