import type { BenchSize } from './bench-row.ts'

/** Two ways of doing the same work, timed by turns. Seconds. */
export type Measured = {
  readonly seconds: readonly number[]
  readonly peerSeconds: readonly number[]
  /** Peer's time / our time, pair by pair. */
  readonly ratios: readonly number[]
  readonly isQuiet: boolean
}

const warmUpRuns = 10
const noiseMax = 1.3
const attemptsMax = 3

/**
 * Warms both up, then times them A B, B A, A B…
 * When the peer's own times spread by more than 1.3 between their 10th and 90th percentile, the
 * machine is too noisy: it is done again, three times at most, and then called inconclusive.
 */
export function measurePairs(
  size: BenchSize,
  count: number,
  ours: () => void,
  peer: () => void,
): Measured {
  if (size === 'smoke') return timePairs(1, ours, peer)
  warmUp(ours)
  warmUp(peer)
  let best = timePairs(count, ours, peer)
  for (let attempt = 1; attempt < attemptsMax && !best.isQuiet; attempt += 1) {
    const again = timePairs(count, ours, peer)
    if (noise(again.peerSeconds) < noise(best.peerSeconds)) best = again
  }
  return best
}

/** All the runs the protocol allows: early ones can be alike by chance and still get faster. */
function warmUp(run: () => void): void {
  for (let n = 0; n < warmUpRuns; n += 1) run()
}

function timePairs(count: number, ours: () => void, peer: () => void): Measured {
  const seconds: number[] = []
  const peerSeconds: number[] = []
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) seconds.push(timed(ours))
    peerSeconds.push(timed(peer))
    if (pair % 2 === 1) seconds.push(timed(ours))
  }
  return measuredOf(seconds, peerSeconds)
}

/** The same for work that times itself, and may be done elsewhere. Both give seconds. */
export async function measureSeconds(
  size: BenchSize,
  count: number,
  ours: () => number | Promise<number>,
  peer: () => number | Promise<number>,
  warmUps: number = warmUpRuns,
): Promise<Measured> {
  if (size === 'smoke') return secondsOfPairs(1, ours, peer)
  for (let n = 0; n < warmUps; n += 1) await ours()
  for (let n = 0; n < warmUps; n += 1) await peer()
  let best = await secondsOfPairs(count, ours, peer)
  for (let attempt = 1; attempt < attemptsMax && !best.isQuiet; attempt += 1) {
    const again = await secondsOfPairs(count, ours, peer)
    if (noise(again.peerSeconds) < noise(best.peerSeconds)) best = again
  }
  return best
}

async function secondsOfPairs(
  count: number,
  ours: () => number | Promise<number>,
  peer: () => number | Promise<number>,
): Promise<Measured> {
  const seconds: number[] = []
  const peerSeconds: number[] = []
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) seconds.push(await ours())
    peerSeconds.push(await peer())
    if (pair % 2 === 1) seconds.push(await ours())
  }
  return measuredOf(seconds, peerSeconds)
}

function measuredOf(seconds: readonly number[], peerSeconds: readonly number[]): Measured {
  const ratios = seconds.map((own, i) => (peerSeconds[i] as number) / own)
  return { seconds, peerSeconds, ratios, isQuiet: noise(peerSeconds) <= noiseMax }
}

/** Seconds that `run` takes. */
export function timed(run: () => void): number {
  const start = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - start) / 1e9
}

function noise(seconds: readonly number[]): number {
  return quantileOf(seconds, 0.9) / quantileOf(seconds, 0.1)
}

/** The value below which a share `p` of `values` lies; no interpolation. */
export function quantileOf(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantileOf(values, 0.5)
}

/** The figures of a row. */
export type Figures = {
  readonly value: number
  readonly peerValue: number
  readonly ratio: number
  readonly spread: readonly [number, number]
  readonly ratioSpread: readonly [number, number]
  readonly best: number
  readonly repetitions: number
  readonly status: 'measured' | 'inconclusive'
}

/** For `amount` units of work in each run: rates per second. */
export function rates(measured: Measured, amount: number): Figures {
  const { seconds, peerSeconds } = measured
  const rate = (p: number): number => amount / quantileOf(seconds, 1 - p)
  return figures(measured, rate, amount / median(peerSeconds))
}

/**
 * For `amount` pieces of work in each run: the time of one.
 *
 * @param perSecond - How many of the unit a second has: 1e9 for nanoseconds.
 */
export function times(measured: Measured, amount: number, perSecond: number): Figures {
  const { seconds, peerSeconds } = measured
  const time = (p: number): number => (quantileOf(seconds, p) * perSecond) / amount
  const peerValue = (median(peerSeconds) * perSecond) / amount
  return { ...figures(measured, time, peerValue), best: time(0) }
}

function figures(
  { seconds, ratios, isQuiet }: Measured,
  each: (p: number) => number,
  peerValue: number,
): Figures {
  return {
    value: each(0.5),
    peerValue,
    ratio: median(ratios),
    spread: [each(0.1), each(0.9)],
    ratioSpread: [quantileOf(ratios, 0.1), quantileOf(ratios, 0.9)],
    best: each(1),
    repetitions: seconds.length,
    status: isQuiet ? 'measured' : 'inconclusive',
  }
}
