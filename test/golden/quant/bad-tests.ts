import * as q from '../../../src/quant/index.ts'
import { answered, many, one, pair, type SeriesCase } from './bad-input.ts'

const random = (): q.Random => q.Random.fromSeed(1)

const unpaired = { isUnpaired: true } as const

const testing: readonly SeriesCase[] = [
  one('adjustProbabilities', 'probabilities', (p) => q.adjustProbabilities(p, 'holm'), {
    of: 'share',
    least: 0,
    ...answered,
  }),
  pair('dieboldMariano', ['lossesA', 'lossesB'], (a, b) => q.dieboldMariano(a, b), { least: 3 }),
  one('ksTest', 'sample', (x) => q.ksTest(x, q.normalCdf), answered),
  pair('twoSampleKsTest', ['a', 'b'], (a, b) => q.twoSampleKsTest(a, b), {
    ...unpaired,
    ...answered,
  }),
  pair('mannWhitney', ['a', 'b'], (a, b) => q.mannWhitney(a, b), unpaired),
  one('jarqueBera', 'values', q.jarqueBera, { least: 2 }),
  one('andersonDarling', 'values', q.andersonDarling, { least: 8 }),
  one('ljungBox', 'values', (x) => q.ljungBox(x, { lags: 3 }), { least: 4 }),
  one('boxPierce', 'values', (x) => q.boxPierce(x, { lags: 3 }), { least: 4 }),
  one('archTest', 'values', (x) => q.archTest(x, 2), { least: 6 }),
  one('runsTest', 'values', q.runsTest, { least: 2 }),
  pair('welchTest', ['a', 'b'], (a, b) => q.welchTest(a, b), { least: 2, ...unpaired }),
  one('oneSampleTTest', 'values', (x) => q.oneSampleTTest(x), { least: 2 }),
  pair('pairedTTest', ['a', 'b'], (a, b) => q.pairedTTest(a, b), { least: 2 }),
  one('sequentialMean', 'values', (x) => q.sequentialMean(x, { alpha: 0.05, bestAt: 60 })),
  one('varianceRatio', 'levels', (x) => q.varianceRatio(x, { steps: 2 }), { least: 4 }),
  pair('permuteMeans', ['a', 'b'], (a, b) => q.permuteMeans(a, b, { random: random(), draws: 9 }), {
    ...unpaired,
    ...answered,
  }),
  one('permuteSigns', 'values', (x) => q.permuteSigns(x, { random: random(), draws: 9 }), answered),
  pair(
    'permuteCorrelation',
    ['x', 'y'],
    (x, y) => q.permuteCorrelation(x, y, { random: random(), draws: 9 }),
    { least: 2 },
  ),
  many(
    'superiorAbility',
    'excess',
    (excess) => q.superiorAbility({ excess, random: random(), draws: 20 }),
    { least: 16 },
  ),
  many(
    'realityCheck',
    'excess',
    (excess) => q.realityCheck({ excess, random: random(), draws: 20 }),
    { least: 16, ...answered },
  ),
  many(
    'confidenceSet',
    'returns',
    (returns) => q.confidenceSet({ returns, random: random(), draws: 20 }),
    { least: 16, ...answered },
  ),
  many('overfitting', 'strategies', (s) => q.overfitting(s, { blocks: 4 }), {
    least: 8,
    ...answered,
  }),
  one('optimalBlockLength', 'values', q.optimalBlockLength, { least: 8 }),
  one('circularBlockBootstrap', 'values', (values) => redraw(q.circularBlockBootstrap, values), {
    least: 3,
    ...answered,
  }),
  one('movingBlockBootstrap', 'values', (values) => redraw(q.movingBlockBootstrap, values), {
    least: 3,
    ...answered,
  }),
  one(
    'bootstrapSummary',
    'returns',
    (returns) => q.bootstrapSummary({ returns, paths: 3, steps: 5, random: random() }),
    {
      of: 'positive',
      least: 2,
      ...answered,
    },
  ),
]

function redraw(
  bootstrap: (options: q.BlockBootstrap) => Float64Array,
  values: Float64Array,
): Float64Array {
  const statistic = (drawn: Float64Array): number => drawn[0] ?? 0
  return bootstrap({ values, blockLength: 3, draws: 4, statistic, random: random() })
}

export const testCases: readonly SeriesCase[] = [...testing]
