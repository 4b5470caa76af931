import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { barsAsCsv } from '../tools/evolve/bars-as-csv.ts'
import { beginStale } from '../tools/evolve/begin-stale.ts'
import { staleRecipe } from '../tools/evolve/stale-recipe.ts'
import { driftingMarket, evenEdge } from '../tools/evolve/drifting-market.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { coinswarm, inFolder, runNode } from './command.ts'

const name = 'evolve.cycle'
const hourUs = 3_600_000_000
/** As strong as with days, so that the best of the night comes as far as the last question. */
const edge = { ...evenEdge, drift: 0.005 }
const said = z.object({ nights: z.array(z.object({ outcome: z.string(), why: z.string() })) })

/** A whole night of the strategist on hourly bars by its command, from its start to its exit. */
export async function evolveCycle(size: BenchSize): Promise<BenchRow> {
  const [years, candidates] = size === 'full' ? [3, 20] : [0.25, 2]
  return inFolder(async (desk) => {
    const bars = path.join(desk, 'btcusd_1h.csv')
    const count = Math.round(years * 365 * 24)
    writeFileSync(bars, barsAsCsv(driftingMarket(1, count, edge, hourUs)))
    const folder = path.join(desk, 'desk')
    beginStale(folder, 'bench', { ...staleRecipe, minutes: 60 })
    const words = [
      ...['strategy', 'evolve', '--desk', folder, '--bars', bars, '--json'],
      ...['--instrument', 'BTC-USD', '--instrument-spec', 'tick=0.01,lot=0.00000001'],
      ...['--candidates', `${candidates}`, '--draws', '19'],
    ]
    const { code, seconds, stdout, stderr } = await runNode(coinswarm(...words))
    if (code !== 0) return failedRow(name, 's', `${stderr}${stdout}`.slice(0, 300))
    const [night] = said.parse(JSON.parse(stdout)).nights
    if (night === undefined || night.outcome === 'failed')
      return failedRow(name, 's', night?.why ?? 'no night')
    return {
      ...{ name, unit: 's', peer: 'none', ratio: null, status: 'measured', value: seconds },
      hash: workHash(JSON.stringify(night)),
      goal: '<= 180 s',
      note: `${candidates} candidates, ${count} hourly bars; ${night.outcome}: ${night.why}`,
    }
  })
}
