import { overfitting } from '../../quant/index.ts'
import { type CheckRow, figuresOf, notRun } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { chooseForward, ratioOf } from './choose-forward.ts'

/** What is known of a strategy before its nulls are run. */
export type GateEvidence = {
  readonly overfitting: OverfittingFigures
  /** Returns of every trial it was chosen among, itself included, over the same samples. */
  readonly family: readonly Float64Array[]
}

/** Where the gate stands. Only research may move it: see `docs/gate.md`. */
export const gateThresholds = {
  deflatedMin: 0.95,
  overfittingMax: 0.5,
  /** Blocks of CSCV. */
  blocks: 16,
  folds: 5,
} as const

/** What a strategy must show of the run it was chosen by. */
export function gateRows(evidence: GateEvidence): readonly CheckRow[] {
  return [deflatedRow(evidence.overfitting), overfittingRow(evidence), forwardRow(evidence)]
}

function deflatedRow({ deflated, trials, effectiveTrials, absent }: OverfittingFigures): CheckRow {
  const name = 'deflated Sharpe'
  const min = gateThresholds.deflatedMin
  if (deflated === undefined) return notRun(name, absent.join(' '))
  return {
    name,
    status: deflated >= min ? 'pass' : 'fail',
    figures: figuresOf({ deflated, min, trials, effectiveTrials }),
    why:
      `That it is better than the luckiest of ${effectiveTrials} independent trials without skill ` +
      `has probability ${formatPlain(deflated, 3)}; ${min} is asked.`,
  }
}

function overfittingRow({ family, overfitting: { trials } }: GateEvidence): CheckRow {
  const name = 'probability of overfitting'
  const max = gateThresholds.overfittingMax
  const { blocks } = gateThresholds
  if (family.length === 1) return chosenAmongNone(name, trials)
  if ((family[0]?.length ?? 0) < 2 * blocks) return notRun(name, tooFew(family))
  const { probability } = overfitting(family, { blocks })
  return {
    name,
    status: probability < max ? 'pass' : 'fail',
    figures: figuresOf({ probability, max, trials: family.length, blocks }),
    why:
      `Chosen on one half of the time, the best was below the middle on the other in ` +
      `${formatPlain(100 * probability, 0)} % of the ways to halve it; below 50 % is asked.`,
  }
}

function forwardRow({ family, overfitting: { trials } }: GateEvidence): CheckRow {
  const name = 'walk forward'
  if (family.length === 1) return chosenAmongNone(name, trials)
  const walked = chooseForward(family, gateThresholds.folds)
  if (walked === undefined) return notRun(name, tooFew(family))
  const ratio = ratioOf(walked.returns)
  const changes = walked.chosen.filter((of, i) => i > 0 && of !== walked.chosen[i - 1]).length
  return {
    name,
    status: ratio > 0 ? 'pass' : 'fail',
    figures: figuresOf({ ratio, samples: walked.returns.length, changes }),
    why:
      `Chosen anew before each of ${gateThresholds.folds} tests it made ` +
      `${formatPlain(ratio, 3)} of its deviation a sample; above 0 is asked.`,
  }
}

/** A strategy that nobody chose: all of its record is out of sample. */
function chosenAmongNone(name: string, trials: number): CheckRow {
  if (trials > 1)
    return notRun(
      name,
      `${trials} were tried on these data, and it is given alone; give what it was chosen among.`,
    )
  return {
    name,
    status: 'pass',
    figures: figuresOf({ trials: 1 }),
    why: 'It was chosen among none: all of its record is out of sample.',
  }
}

function tooFew(family: readonly Float64Array[]): string {
  return `${family[0]?.length ?? 0} samples are too few.`
}

/** Passes when every row does: what was not asked is not passed. A warning fails nothing. */
export function gateVerdict(rows: readonly CheckRow[]): 'pass' | 'fail' | 'NOT RUN' {
  if (rows.some(({ status }) => status === 'fail')) return 'fail'
  return rows.some(({ status }) => status === 'NOT RUN') ? 'NOT RUN' : 'pass'
}
