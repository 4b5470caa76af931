// @module-tag long

import { describe, expect, it } from 'vitest'
import { deviation, mean } from '../../src/quant/index.ts'
import { usualLatency } from '../../src/venue/sim/index.ts'
import { profitOf, type Terms } from './monotone-run.ts'
import { strategies } from './monotone-strategies.ts'

/**
 * What is compared: the profit per lot asked for of one strategy whose every decision is fixed by
 * the seed, on the same generated markets, under easy terms and under harder ones. How: by the
 * differences of equal seeds, whose mean over its standard error is a paired t of many degrees of
 * freedom. From each terms to the next harder the mean may not gain significantly, and from the
 * easiest to the hardest it must lose significantly, so that the comparison is known to see.
 */
const seeds = Array.from({ length: 300 }, (_, i) => i + 1)

/** One in a hundred by chance, on one side. */
const significant = 2.33

const easy: Terms = {
  latency: { kind: 'constant', us: 0 },
  feePpm: 0,
  lots: 5,
  depthShare: 10,
  turnoverShare: 1,
}

/** From easy to hard, one thing at a time. Only an order of some size feels the depth of a book. */
const paths: Readonly<Record<string, readonly Terms[]>> = {
  'more latency': [
    easy,
    { ...easy, latency: usualLatency },
    { ...easy, latency: { kind: 'constant', us: 1_000_000 } },
  ],
  'higher fees': [easy, { ...easy, feePpm: 10 }, { ...easy, feePpm: 1_000 }],
  'a larger size': [easy, { ...easy, lots: 50 }, { ...easy, lots: 300 }],
  'a thinner book': [10, 2, 0.5].map((depthShare) => ({ ...easy, lots: 50, depthShare })),
  // Down to where a second brings about what is asked for. Beneath it next to nothing is filled any
  // more, and who loses by what is filled loses less.
  'a thinner market': [1, 0.1, 0.01].map((turnoverShare) => ({ ...easy, turnoverShare })),
}

/** Mean of `before - after` in standard errors: above zero when `after` is worse. */
function pairedT(before: Float64Array, after: Float64Array): number {
  const lost = before.map((profit, i) => profit - (after[i] as number))
  const spread = deviation(lost)
  const average = mean(lost)
  if (spread === undefined || average === undefined) throw new Error('the profits do not differ')
  return average / (spread / Math.sqrt(lost.length))
}

describe.each(strategies)('$name', ({ decide, isQueueing }) => {
  const decisions = seeds.map(decide)
  const profits = (terms: Terms): Float64Array =>
    Float64Array.from(seeds, (seed, i) => profitOf(seed, decisions[i] ?? [], terms) / terms.lots)

  // A thinner book is a shorter queue too: who rests in it gets more of the harmless prints.
  const felt = Object.entries(paths).filter(([name]) => !isQueueing || name !== 'a thinner book')

  it.each(felt)('never earns more with %s', (_, path) => {
    const levels = path.map(profits)
    for (const [i, level] of levels.slice(1).entries())
      expect(pairedT(levels[i] as Float64Array, level)).toBeGreaterThan(-significant)
    const [first, last] = [levels[0] as Float64Array, levels.at(-1) as Float64Array]
    expect(pairedT(first, last)).toBeGreaterThan(significant)
  })
})
