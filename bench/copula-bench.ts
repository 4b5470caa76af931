import { writeFileSync } from 'node:fs'
import { Random } from '../src/base/index.ts'
import {
  fitStudentCopula,
  type Matrix,
  sampleStudentCopula,
  type StudentCopulaFit,
} from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { timed } from './measure.ts'
import { openHmmlearn } from './peers/hmmlearn.ts'

const name = 'quant.copula'
const unit = 'fits/s'
const dimensions = 10

/** Fits in one sample. */
const repeats = 10

/**
 * A Student t copula fitted to 500 days of ten series: Kendall's tau of every pair, then the
 * degrees of the highest likelihood. No package that does this could be installed: beside it stands
 * the same written on numpy and scipy.
 */
export async function quantCopula(size: BenchSize): Promise<readonly BenchRow[]> {
  const count = size === 'full' ? 500 : 60
  const series = madeSeries(count)
  const fit = fitStudentCopula(series)
  if (fit === undefined) return [failedRow(name, unit, 'there is no fit')]
  const runs = size === 'full' ? repeats : 1
  const peerName = 'the same on numpy and scipy'
  const row = await besidePeer({
    size,
    isFullOnly: true,
    row: {
      name,
      unit,
      hash: hashOf(fit),
      goal: '>= 100 fits/s',
      note: `${dimensions} series of ${count}; ${fit.degrees.toPrecision(4)} degrees`,
    },
    peerName,
    open: (folder) => {
      writeFileSync(`${folder}/series.f64`, Float64Array.from(series.flatMap((own) => [...own])))
      return openHmmlearn(folder, { size: dimensions })
    },
    agree: async (peer) =>
      agrees(fit, await peer.ask('copula 1'))
        ? { peer: `${peerName}, equal fits` }
        : { wrong: 'the fit is not that of scipy' },
    ours: () => {
      const seconds = timed(() => {
        for (let n = 0; n < runs; n += 1) fitStudentCopula(series)
      })
      return seconds / runs
    },
    theirs: (peer) => peer.seconds('copula 1'),
    amount: 1,
    pairs: 15,
  })
  return [row]
}

function agrees(fit: StudentCopulaFit, theirs: Readonly<Record<string, unknown>>): boolean {
  const isSame = Math.abs(Number(theirs['degrees']) / fit.degrees - 1) < 1e-4
  const gap = Math.abs(Number(theirs['logLikelihood']) - fit.logLikelihood)
  return isSame && gap < 1e-9 * Math.abs(fit.logLikelihood)
}

function madeSeries(count: number): readonly Float64Array[] {
  const values = Float64Array.from({ length: dimensions * dimensions }, (_, at) =>
    at % dimensions === Math.floor(at / dimensions) ? 1 : 0.4,
  )
  const correlation: Matrix = { rows: dimensions, columns: dimensions, values }
  return sampleStudentCopula({ correlation, degrees: 5 }, count, Random.fromSeed(20240211))
}

/** To six digits: the top of a likelihood is flat beyond. */
function hashOf({ degrees, correlation }: StudentCopulaFit): string {
  const text = [degrees, ...correlation.values].map((value) => value.toPrecision(6)).join()
  return workHash(text)
}
