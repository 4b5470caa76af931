import { writeFileSync } from 'node:fs'
import { Random } from '../src/base/index.ts'
import {
  baumWelchStep,
  expectStates,
  type HiddenMarkov,
  ViterbiDecoder,
  viterbiPath,
} from '../src/quant/index.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { besidePeer, type PeerRace } from './beside-peer.ts'
import { timed } from './measure.ts'
import { hmmlearnVersion, openHmmlearn } from './peers/hmmlearn.ts'

const unit = 'series/s'
const rows = 1_000

/** Runs in one sample, so that a sample is long beside a tick of the clock. */
const repeats = 100

const means = [0.25, 0.12, 0, -0.15, -0.6, 0.3]
const deviations = [0.8, 0.5, 0.35, 0.9, 2.5, 1.6]

/** Six regimes that stay for twenty days on average. */
const model: HiddenMarkov = {
  states: 6,
  start: new Float64Array(6).fill(1 / 6),
  transition: Float64Array.from({ length: 36 }, (_, at) =>
    at % 6 === Math.floor(at / 6) ? 0.95 : 0.01,
  ),
  emission: {
    kind: 'diagonal-gaussian',
    dimensions: 1,
    means: Float64Array.from(means),
    variances: Float64Array.from(deviations, (deviation) => deviation * deviation),
  },
}

/** The most likely path of 1,000 days through six regimes, beside hmmlearn's C++. */
export async function quantViterbi(size: BenchSize): Promise<readonly BenchRow[]> {
  const observations = madeSeries()
  const logDensity = logDensitiesOf(observations)
  const path = new Uint8Array(rows)
  const decode = (): number =>
    new ViterbiDecoder(model.start, model.transition, rows).decode(logDensity, rows, path)
  const logLikelihood = decode()
  const found = viterbiPath(model, observations)
  const name = 'quant.viterbi'
  if (found === undefined || found.path.join() !== path.join())
    return [failedRow(name, unit, 'two ways to the same path differ')]
  const row = {
    name,
    unit,
    hash: hashOf(path),
    goal: '>= 10000 series/s and ratio >= 1',
    note: `six states, ${rows} points; log densities found before, logs of the chain within`,
  }
  return [
    await besideHmmlearn(size, row, { task: 'viterbi', observations, ours: decode }, (theirs) => {
      const isSame = String(theirs['path']) === path.join()
      return isSame && isNear(theirs['logLikelihood'], logLikelihood)
    }),
  ]
}

/** One step of Baum and Welch on 1,000 days in six regimes, beside the E-step of hmmlearn. */
export async function quantHmmEm(size: BenchSize): Promise<readonly BenchRow[]> {
  const observations = madeSeries()
  const expectation = expectStates(model, observations)
  const step = (): number => baumWelchStep(model, observations)?.logLikelihood ?? Number.NaN
  const row = {
    name: 'quant.hmm-em',
    unit,
    hash: hashOf(expectation?.moves ?? new Float64Array()),
    goal: 'ratio >= 1',
    note: `six states, ${rows} points; ours with checks and the M-step, hmmlearn without`,
  }
  return [
    await besideHmmlearn(size, row, { task: 'em', observations, ours: step }, (theirs) => {
      const moves = Array.isArray(theirs['moves']) ? theirs['moves'] : []
      const isSame = expectation?.moves.every((count, at) => isNear(moves[at], count)) ?? false
      return isSame && isNear(theirs['logLikelihood'], step())
    }),
  ]
}

type Work = {
  readonly task: 'viterbi' | 'em'
  readonly observations: Float64Array
  readonly ours: () => number
}

function besideHmmlearn(
  size: BenchSize,
  row: PeerRace['row'],
  { task, observations, ours }: Work,
  agrees: (theirs: Readonly<Record<string, unknown>>) => boolean,
): Promise<BenchRow> {
  const runs = size === 'full' ? repeats : 1
  const peerName = `hmmlearn ${hmmlearnVersion}, ${task === 'em' ? 'E-step, scaling' : 'C++ path'}`
  return besidePeer({
    size,
    isFullOnly: true,
    row,
    peerName,
    open: (folder) => {
      writeFileSync(`${folder}/observations.f64`, observations)
      return openHmmlearn(folder, { model: planOf() })
    },
    agree: async (peer) =>
      agrees(await peer.ask(`${task} 1`))
        ? { peer: `${peerName}, equal answers` }
        : { wrong: 'the answer is not that of hmmlearn' },
    ours: () =>
      timed(() => {
        for (let n = 0; n < runs; n += 1) ours()
      }),
    theirs: (peer) => peer.seconds(`${task} ${runs}`),
    amount: runs,
    pairs: 31,
  })
}

function planOf(): object {
  const { start, transition } = model
  const variances = deviations.map((deviation) => deviation * deviation)
  return { start: [...start], transition: [...transition], means, variances }
}

function madeSeries(): Float64Array {
  const random = Random.fromSeed(20240210)
  let state = 0
  return Float64Array.from({ length: rows }, () => {
    if (random.next() < 0.05) state = random.below(6)
    return (means[state] as number) + (deviations[state] as number) * random.normal()
  })
}

function logDensitiesOf(observations: Float64Array): Float64Array {
  const logs = new Float64Array(rows * 6)
  for (let t = 0, at = 0; t < rows; t += 1)
    for (let k = 0; k < 6; k += 1, at += 1) {
      const deviation = deviations[k] as number
      const gap = ((observations[t] as number) - (means[k] as number)) / deviation
      logs[at] = -0.5 * (Math.log(2 * Math.PI) + gap * gap) - Math.log(deviation)
    }
  return logs
}

function isNear(found: unknown, wanted: number): boolean {
  const gap = Math.abs(Number(found) - wanted)
  return gap <= 1e-9 * Math.max(1, Math.abs(wanted))
}

/** Of numbers to nine digits, since sums may be rounded in another order. */
function hashOf(values: Float64Array | Uint8Array): string {
  const text = Array.from(values, (value) => value.toPrecision(9)).join()
  return workHash(text)
}
