import { formatPercent, formatPlain, plural } from '../format-figure.ts'
import type { OverfittingFigures } from './overfitting-figures.ts'
import type { OverfittingRow } from './overfitting-rows.ts'
import type { AbilityFigures, SelectionFigures } from './selection-figures.ts'

/** A probability below which a test is taken to have found something. */
const level = 0.05

/** The statistics of a choice as rows of a table; `n/a` where a figure is not defined. */
export function selectionRows(of: SelectionFigures): readonly OverfittingRow[] {
  return [
    [
      'independent',
      formatPlain(of.independent, 0),
      `of the ${plural(of.compared, 'trial')} whose returns are compared`,
    ],
    [
      'PBO',
      share(of.overfitting),
      'the best of one half is no better than the median of the other',
    ],
    [
      'loss outside',
      share(of.lossShare),
      'splits in which the best of one half loses in the other',
    ],
    ['slope', formatPlain(of.slope, 2), 'gained outside for one more inside; 1 is no degradation'],
    ['SPA, hold', chance(of.overHold), `that none is better than holding; ${upper(of.overHold)}`],
    [
      'SPA, random',
      chance(of.overRandom),
      `than ${plural(of.randomRuns, 'random trader')} as active; ${upper(of.overRandom)}`,
    ],
  ]
}

/** The same in sentences for people, the weightiest first. */
export function selectionSentences(
  selection: SelectionFigures,
  { trials, effectiveTrials, deflated }: OverfittingFigures,
): readonly string[] {
  const { overfitting, overHold, overRandom } = selection
  const count = plural(trials, 'configuration')
  const tried =
    `${count} tried on these data so far, about ${formatPlain(effectiveTrials, 0)} ` +
    'independent: '
  return [
    deflated === undefined
      ? `${tried}the best of so many looks good by chance alone.`
      : `${tried}the probability that the best has a true Sharpe above what the best of so many ` +
        `shows without skill is ${share(deflated)}.`,
    ...(overfitting === undefined
      ? []
      : [
          'Chosen on half of the data, the best does no better than the median on the other half in ' +
            `${share(overfitting)} of all splits.`,
        ]),
    ...abilitySentence(overHold, 'holding'),
    ...abilitySentence(overRandom, 'random traders as active as the best'),
  ]
}

function abilitySentence(of: AbilityFigures | undefined, benchmark: string): readonly string[] {
  if (of === undefined) return []
  const found = of.consistent < level ? 'One is better than' : 'None can be told to be better than'
  return [`${found} ${benchmark}: SPA ${chance(of)}.`]
}

function share(value: number | undefined): string {
  return formatPercent(value === undefined ? undefined : 100 * value)
}

function chance(of: AbilityFigures | undefined): string {
  return of === undefined ? 'n/a' : probability(of.consistent)
}

function upper(of: AbilityFigures | undefined): string {
  return of === undefined ? 'not known' : `by White's bound ${probability(of.upper)}`
}

/** Of a thousand draws none says less than one in a thousand. */
function probability(value: number): string {
  return value < 0.001 ? 'p below 0.001' : `p ${value.toFixed(3)}`
}
