import { writeFileSync } from 'node:fs'
import { minorPerUnit } from '../../src/domain/index.ts'
import { screenLimits } from '../../src/research/index.ts'
import { type SweepGrid, sweepTerms, variantCrossing } from '../sweep-grid.ts'
import { LinePeer, peerFile, pythonWith } from './line-peer.ts'

/** What `bench/peers/numba_sweep.py` was written for. */
export const numbaVersion = '0.68.1'

/**
 * A grid swept by a loop that numba compiles, in a process of its own. Asked `all` or `one` it runs
 * the grid once more, on every thread or on one; asked `answer` it gives `figures` of each variant.
 *
 * @returns Why not, in words, where it cannot be had.
 */
export async function openNumba(
  grid: SweepGrid,
  threads: number,
  folder: string,
): Promise<LinePeer | string> {
  const found = await pythonWith([`numba==${numbaVersion}`])
  if ('why' in found) return found.why
  const { columns } = grid.shared
  for (const name of ['open', 'close', 'volume'] as const)
    writeFileSync(`${folder}/${name}.f64`, columns[name])
  const plan = { fast: grid.fast, slow: grid.slow, terms: termsOf(grid) }
  const args = [peerFile('numba_sweep.py'), folder, JSON.stringify(plan)]
  return LinePeer.open(found.python, args, { NUMBA_NUM_THREADS: `${threads}` })
}

/** In the order in which the loop takes them. */
function termsOf(grid: SweepGrid): readonly number[] {
  const { tickSize, lotSize, notionalFactor } = grid.shared.instrument
  const { feeTakerPpm, slippage, participationMax } = sweepTerms.costs
  return [
    ...[sweepTerms.cash, variantCrossing(grid, 0).exposure, minorPerUnit],
    ...[tickSize, lotSize, Number(notionalFactor)],
    ...[sweepTerms.costBuffer, screenLimits.orderNotionalMin],
    ...[feeTakerPpm, slippage, participationMax],
  ]
}

/** Whether every figure of every variant is that of ours, to the last bit. */
export function agreesWithNumba(
  ours: Float64Array,
  answer: Readonly<Record<string, unknown>>,
): boolean {
  const theirs = answer['figures']
  if (!Array.isArray(theirs) || theirs.length !== ours.length) return false
  // Equity and fees are told in minor units.
  return ours.every((value, at) => {
    const isMoney = at % 4 === 0 || at % 4 === 3
    return value === (isMoney ? Number(theirs[at]) / minorPerUnit : theirs[at])
  })
}
