import { type Objective, wantsMost } from '../sweep/sweep-objective.ts'
import { type Standing, standings, steadiest } from '../sweep/stability.ts'
import type { SweepAxis } from '../sweep/sweep-axis.ts'
import type { SweepTrial } from '../sweep/sweep-trial.ts'

/** By its own figure, or by that of it and its neighbours. */
export type ChoiceRule = 'best' | 'steadiest'

/** What was chosen, and by which rule. */
export type Choice = { readonly standing: Standing; readonly rule: ChoiceRule }

type Trials = {
  readonly axes: readonly SweepAxis[]
  readonly trials: readonly SweepTrial[]
  readonly objective: Objective
}

/**
 * The trial to go on with.
 *
 * @param rule - `inner`: whichever rule chooses better inside: each inner fold in turn is judged by
 *   what the rule chooses from the others, `best` where both do as well.
 * @returns `undefined` when no trial has a figure.
 */
export function chooseStanding(of: Trials, rule: ChoiceRule | 'inner'): Choice | undefined {
  const chosen = rule === 'inner' ? ruleInside(of) : rule
  const standing = chooseBy(of, chosen)
  return standing && { standing, rule: chosen }
}

function chooseBy({ axes, trials, objective }: Trials, rule: ChoiceRule): Standing | undefined {
  const all = standings(axes, trials, objective)
  return rule === 'best' ? all[0] : steadiest(all, objective)
}

function ruleInside(of: Trials): ChoiceRule {
  const sign = wantsMost(of.objective) ? 1 : -1
  const [best, steady] = [scoreInside(of, 'best'), scoreInside(of, 'steadiest')]
  if (best === undefined || steady === undefined) return 'best'
  return sign * (steady - best) > 0 ? 'steadiest' : 'best'
}

/** Mean figure, over inner folds, of what a rule chooses without them. */
function scoreInside(of: Trials, rule: ChoiceRule): number | undefined {
  const folds = Math.max(0, ...of.trials.map((trial) => trial.folds.length))
  if (folds < 2) return undefined
  let sum = 0
  for (let fold = 0; fold < folds; fold += 1) {
    const without = of.trials.map((trial) => ({ ...trial, figure: meanWithout(trial, fold) }))
    const figure = chooseBy({ ...of, trials: without }, rule)?.trial.folds[fold]
    if (figure === undefined || figure === null) return undefined
    sum += figure
  }
  return sum / folds
}

function meanWithout({ folds }: SweepTrial, left: number): number | null {
  let sum = 0
  for (const [fold, figure] of folds.entries()) {
    if (fold === left) continue
    if (figure === null) return null
    sum += figure
  }
  return folds.length < 2 ? null : sum / (folds.length - 1)
}
