import type { AbilityFigures, SelectionFigures } from './selection-figures.ts'
import { type Figure, figure } from '../figure.ts'

type AbilitySummary = { readonly consistent: Figure; readonly upper: Figure }

/** `overfitting` of `sweep --json`. Keys are added, never renamed. */
export type SelectionSummary = {
  readonly compared: number
  readonly independent: number
  readonly pbo: Figure
  readonly lossShare: Figure
  readonly slope: Figure
  readonly spa: {
    readonly hold: AbilitySummary | null
    readonly random: (AbilitySummary & { readonly runs: number }) | null
  }
  /** Why figures are null. */
  readonly absent: readonly string[]
}

/** The statistics of a choice for JSON: finite numbers or null. */
export function summariseSelection(of: SelectionFigures): SelectionSummary {
  const { overHold, overRandom, randomRuns } = of
  return {
    ...{ compared: of.compared, independent: of.independent },
    pbo: figure(of.overfitting),
    lossShare: figure(of.lossShare),
    slope: figure(of.slope),
    spa: {
      hold: overHold === undefined ? null : ability(overHold),
      random: overRandom === undefined ? null : { ...ability(overRandom), runs: randomRuns },
    },
    absent: of.absent,
  }
}

function ability({ consistent, upper }: AbilityFigures): AbilitySummary {
  return { consistent: figure(consistent), upper: figure(upper) }
}
