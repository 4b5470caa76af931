import { writeFileSync } from 'node:fs'
import { defined, Random } from '../src/base/index.ts'
import { DccCorrelation, type DccFit, fitDcc } from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { FlatDcc } from './flat-dcc.ts'
import { measurePairs, timed, times } from './measure.ts'
import { LinePeer, peerFile, pythonWith } from './peers/line-peer.ts'

const name = 'quant.dcc'
const peerName = 'Python multiarch'
const goal = '<= 150 ms and ratio >= 3'
const seed = 20260101
const assets = 10

/** A DCC of ten assets fitted beside multiarch, and moved on by a day beside a loop by hand. */
export async function quantDcc(size: BenchSize): Promise<readonly BenchRow[]> {
  const returns = market(size === 'full' ? 2_000 : 200)
  const fit = defined(fitDcc(returns, { start: 'backcast' }), 'the fit')
  return [await fitRow(size, returns, fit), updateRow(size, returns, fit)]
}

function fitRow(size: BenchSize, returns: readonly Float64Array[], fit: DccFit): Promise<BenchRow> {
  const note = noteOf(returns, fit)
  const digits = [fit.a, fit.b, fit.logLikelihood].map((value) => value.toPrecision(5)).join(',')
  return besidePeer({
    size,
    isFullOnly: true,
    row: { name, unit: 'ms', goal, hash: workHash(digits), note },
    peerName,
    open: (folder) => openMultiarch(returns, `${folder}/returns.f64`),
    agree: async (peer) => {
      const theirs = Number((await peer.ask('answer'))['logLikelihood'])
      // Its starting variances are a little different: so is its likelihood, in the sixth digit.
      if (!(fit.logLikelihood >= theirs - 1e-5 * Math.abs(theirs)))
        return { wrong: `likelihood ${fit.logLikelihood}, of the peer ${theirs}` }
      return {
        peer: `${peerName} ${peer.version}, likelihood no worse`,
        note: `${note}, of the peer ${theirs.toFixed(3)}`,
      }
    },
    ours: () => timed(() => void fitDcc(returns, { start: 'backcast' })),
    amount: 1,
    timesPerSecond: 1_000,
    pairs: 15,
  })
}

async function openMultiarch(
  returns: readonly Float64Array[],
  file: string,
): Promise<LinePeer | string> {
  writeFileSync(file, Float64Array.from(returns.flatMap((series) => Array.from(series))))
  const found = await pythonWith(['multiarch==0.2.0'])
  if ('why' in found) return found.why
  return LinePeer.open(found.python, [peerFile('arch_fit.py'), file, String(assets)])
}

function noteOf(returns: readonly Float64Array[], fit: DccFit): string {
  const days = returns[0]?.length ?? 0
  return `${assets} assets, ${days} days, seed ${seed}, likelihood ${fit.logLikelihood.toFixed(3)}`
}

/** A day in, its correlations and their factor out. */
function updateRow(size: BenchSize, returns: readonly Float64Array[], fit: DccFit): BenchRow {
  const days = Array.from(returns[0] ?? [], (_, day) =>
    Float64Array.from(returns, (series) => series[day] as number),
  )
  const stream = new DccCorrelation(fit)
  const flat = new FlatDcc(fit)
  const ours = (): void => {
    for (const day of days) stream.update(day)
  }
  const theirs = (): void => {
    for (const day of days) flat.update(day)
  }
  ours()
  theirs()
  const gap = largestGap(stream, flat)
  const row = { name: `${name}.update`, unit: 'us' }
  if (!(gap < 1e-9)) return failedRow(row.name, row.unit, `correlations are ${gap} apart`)
  const measured = measurePairs(size, 31, ours, theirs)
  return {
    ...row,
    peer: 'hand-written flat loop, equal correlations',
    goal: '<= 5 us and ratio >= 0.6',
    hash: workHash(Array.from(stream.correlations().values, (value) => value.toFixed(6)).join(',')),
    note: `${assets} assets: variances, correlations and their Cholesky factor, ${days.length} days`,
    ...times(measured, days.length, 1e6),
  }
}

function largestGap(stream: DccCorrelation, flat: FlatDcc): number {
  let gap = 0
  const factor = defined(stream.factor(), 'the factor')
  for (let i = 0; i < assets; i += 1)
    for (let j = 0; j <= i; j += 1) {
      gap = Math.max(gap, Math.abs(stream.correlation(i, j) - flat.correlation(i, j)))
      gap = Math.max(gap, Math.abs((factor.values[i * assets + j] as number) - flat.factor(i, j)))
    }
  return gap
}

/** GARCH returns with a common factor, whose weight waxes and wanes. */
function market(days: number): readonly Float64Array[] {
  const random = Random.fromSeed(seed)
  const series = Array.from({ length: assets }, () => new Float64Array(days))
  const h = new Float64Array(assets).fill(1)
  for (let day = 0; day < days; day += 1) {
    const factor = random.normal()
    const share = 0.6 * (1 + 0.4 * Math.sin(day / 50))
    series.forEach((values, i) => {
      const e = Math.sqrt(h[i] as number) * (share * factor + 0.8 * random.normal())
      h[i] = 0.05 + 0.08 * e * e + 0.87 * (h[i] as number)
      values[day] = e
    })
  }
  return series
}
