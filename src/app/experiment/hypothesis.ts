import type { ParameterValue } from '../../agents/index.ts'
import type { Correction, ForecastLoss, Spending } from '../../research/index.ts'
import type { CodeMoatName } from '../../sources/index.ts'

/** What is claimed, on which data, and when it would be believed: written before anybody looks. */
export type Hypothesis = {
  /** Lowercase words with dashes. What is registered under it can change until the first look. */
  readonly name: string
  readonly claim: string
  /** Chance of a false alarm of the whole family of tests. */
  readonly alpha: number
  readonly correction: Correction
  /** Of shifts and bootstraps. */
  readonly seed: number
  /** From the time of a commit to that at which an arm may know it, hours. */
  readonly lagHours: number
  /** The first and the last day of the data, as `2024-01-31`. */
  readonly from: string
  readonly to: string
  readonly subjects: readonly SubjectNames[]
  readonly forecast?: ForecastPart | undefined
  readonly trading?: TradingPart | undefined
  readonly sequential?: { readonly looks: number; readonly spending: Spending } | undefined
}

/** One market and the source beside it. Paths go from the file of the hypothesis. */
export type SubjectNames = {
  readonly name: string
  readonly bars: string
  readonly commits: string
  readonly instrument?: string | undefined
}

/** Volatility is forecast with the columns and without. */
export type ForecastPart = {
  /** Hours that are forecast at once: a part of a day. */
  readonly horizonHours: number
  readonly trainDays: number
  readonly refitDays: number
  readonly columns: readonly CodeMoatName[]
  readonly loss: ForecastLoss
  /** Smallest effect worth having, per cent of the losses of the control. */
  readonly effectMin: number
  readonly permutations: number
  /** Lags of a curve that is looked at beside the claim, hours. */
  readonly curveHours: readonly number[]
}

/** Two agents trade the same bars with the same seeds, costs and money. */
export type TradingPart = {
  readonly control: ArmNames
  readonly treatment: ArmNames
  /** Smallest effect worth having, basis points a day. */
  readonly effectMin: number
  readonly permutations: number
  readonly seeds: readonly number[]
  readonly cash: number
  /** Settings of the desk that both arms run under, by section, over those in force. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>
}

export type ArmNames = {
  /** An agent that ships, or a file. */
  readonly agent: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
}
