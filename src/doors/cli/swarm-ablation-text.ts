import type { Ablation } from '../../app/index.ts'
import { deviation, mean } from '../../quant/index.ts'
import { formatPercent, formatSignedPercent, plural } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** What leaving parts of a swarm out came to, for a terminal: what was missed most comes first. */
export function ablationLines({ returnPct, noise, rows, isPartial }: Ablation): readonly string[] {
  const sorted = rows.toSorted((a, b) => b.difference - a.difference)
  return [
    ...columnLines([
      ['left out', 'return without', 'difference', ''],
      ...sorted.map(({ kind, leftOut, ...row }) => [
        kind === 'stream' ? `stream ${leftOut} (${plural(row.agents, 'agent')})` : leftOut,
        formatSignedPercent(row.returnPct),
        formatSignedPercent(row.difference),
        row.isBeyondNoise ? 'beyond noise' : '',
      ]),
    ]),
    ...(isPartial ? ['It was stopped: not all parts were left out.'] : []),
    ...spreadSentences(rows.map(({ difference }) => difference)),
    ...noiseSentences(returnPct, noise, rows),
    '',
  ]
}

function spreadSentences(differences: readonly number[]): readonly string[] {
  if (differences.length < 2) return []
  const spread = spreadOf(differences)
  const [low, high] = [Math.min(...differences), Math.max(...differences)]
  return [
    `The differences go from ${formatSignedPercent(low)} to ${formatSignedPercent(high)}: ` +
      `${formatSignedPercent(spread.mean)} on average, with a deviation of ` +
      `${formatPercent(spread.deviation)}.`,
  ]
}

function spreadOf(values: readonly number[]): {
  readonly mean: number
  readonly deviation: number
} {
  const all = Float64Array.from(values)
  return { mean: mean(all) ?? 0, deviation: deviation(all) ?? 0 }
}

function noiseSentences(
  returnPct: number,
  { runs, bounds, deviation }: Ablation['noise'],
  rows: Ablation['rows'],
): readonly string[] {
  if (deviation === 0) return sameSentences(returnPct, runs, rows)
  if (bounds === undefined || deviation === undefined)
    return ['Too few runs with other seeds were made to say what noise is.']
  const [low, high] = bounds
  const beyond = rows.filter(({ isBeyondNoise }) => isBeyondNoise)
  return [
    `All of them together made ${formatSignedPercent(returnPct)}. With ${runs - 1} other seeds that ` +
      `differs by a deviation of ${formatPercent(deviation)}: by the seed alone one of so many ` +
      `returns would lie outside ${formatSignedPercent(low)} to ${formatSignedPercent(high)} ` +
      'once in twenty such tables.',
    beyond.length === 0
      ? `None of ${rows.length} does: what leaving one out changed, another seed changes as well. ` +
        'Nothing is shown for or against any of them.'
      : `${beyond.length} of ${rows.length} do: ${beyond.map(({ leftOut }) => leftOut).join(', ')}.`,
  ]
}

/** Where a seed changes nothing it measures no noise, and nothing is told from luck. */
function sameSentences(returnPct: number, runs: number, rows: Ablation['rows']): readonly string[] {
  const other = rows.filter(({ difference }) => difference !== 0)
  return [
    `All of them together made ${formatSignedPercent(returnPct)}, and the same with ${runs - 1} other seeds.`,
    other.length === 0
      ? 'Nor did leaving one out change anything: nothing is shown for or against any of them.'
      : `Leaving out changed it in ${other.length} of ${rows.length}; where a seed changes nothing it ` +
        'is no measure of noise, so these may as well be luck.',
  ]
}

/** The same as JSON. */
export function ablationJson(ablation: Ablation): object {
  const { noise, rows, ...rest } = ablation
  const { deviation = null, bounds = null } = noise
  const differences = rows.map(({ difference }) => difference)
  const spread = differences.length < 2 ? null : spreadOf(differences)
  return { ablation: { ...rest, noise: { ...noise, deviation, bounds }, spread, rows } }
}
