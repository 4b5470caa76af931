import type { Tiers } from '../risk/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import { type DoctorQuestion, doubtful, type Finding, fine } from './doctor-question.ts'
import { type GoFinding, go, noGo, notRun } from './go-no-go/go-check.ts'
import type { TierView } from './risk-view.ts'

const daysPerYear = 365
const daysPerMonth = daysPerYear / 12

/** What running a desk has to be paid from. Money in the quote currency. */
export type OperatingNeeds = {
  readonly terms: ConfigurationValues['operating']
  readonly equity: number
  /** Fees in the ledger, and over how many days they were paid. */
  readonly fees: number
  readonly days: number
  /** Most that models may cost in a month in the desk's tier; no bound when left out. */
  readonly modelPerMonthMax?: number | undefined
  /** Return of a year that was measured, before these costs; `undefined` when it was not. */
  readonly edge?: number | undefined
}

/** What running a desk costs, in the quote currency, and what must be earned for it. */
export type OperatingCost = {
  readonly modelPerDay: number
  readonly dataPerDay: number
  readonly hostingPerDay: number
  readonly feesPerDay: number
  /** All of them. */
  readonly perDay: number
  readonly perMonth: number
  /** Of that what the monthly cap is on: fees follow trading, and have limits of their own. */
  readonly runningPerMonth: number
  /** Return of a year that pays for it at this equity; `undefined` when there is none. */
  readonly breakEven: number | undefined
  /** What should be looked at, in sentences. */
  readonly warnings: readonly string[]
}

/** What running a desk costs a day and a month, and whether it is worth it. */
export function operatingCost(needs: OperatingNeeds): OperatingCost {
  const { terms, equity, fees, days } = needs
  const { modelPerDay, dataPerDay, hostingPerDay } = terms
  const runningPerDay = modelPerDay + dataPerDay + hostingPerDay
  // The fees of an hour say nothing of a day: a desk is taken to have run for one at least.
  const feesPerDay = fees / Math.max(1, days)
  const perDay = runningPerDay + feesPerDay
  const breakEven = equity > 0 ? (perDay * daysPerYear) / equity : undefined
  const cost = {
    modelPerDay,
    dataPerDay,
    hostingPerDay,
    feesPerDay,
    perDay,
    perMonth: perDay * daysPerMonth,
    runningPerMonth: runningPerDay * daysPerMonth,
    breakEven,
  }
  return { ...cost, warnings: warningsOf(cost, needs) }
}

function warningsOf(
  cost: Omit<OperatingCost, 'warnings'>,
  { terms, modelPerMonthMax, edge }: OperatingNeeds,
): readonly string[] {
  const { runningPerMonth, modelPerDay, breakEven } = cost
  const modelPerMonth = modelPerDay * daysPerMonth
  const warnings: string[] = []
  if (runningPerMonth > terms.monthlyMax)
    warnings.push(
      `running it costs ${money(runningPerMonth)} a month, ${money(terms.monthlyMax)} at most`,
    )
  if (modelPerMonthMax !== undefined && modelPerMonth > modelPerMonthMax)
    warnings.push(
      `models cost ${money(modelPerMonth)} a month, ${money(modelPerMonthMax)} at most in this tier`,
    )
  if (breakEven === undefined) warnings.push('there is no equity to pay for it')
  else if (edge !== undefined && breakEven > edge)
    warnings.push(
      `it must earn ${percent(breakEven)} a year to pay for itself, and was measured to earn ` +
        percent(edge),
    )
  return warnings
}

/** Whether running it is worth it, for go/no-go. Without a measured edge nobody knows. */
export function costFinding(cost: OperatingCost, edge: number | undefined): GoFinding {
  const { warnings, breakEven } = cost
  if (warnings.length > 0) return noGo(warnings.join('; '))
  const needed = `it must earn ${percent(breakEven ?? Number.NaN)} a year to pay for itself`
  return edge === undefined ? notRun(`${needed}; no edge was measured`) : go(needed)
}

/** What the page shows of the tier and of what running the desk costs. */
export function tierView(tiers: Tiers, cost: OperatingCost | undefined): TierView {
  return {
    name: tiers.name,
    next: tiers.nextAt ?? null,
    costPerDay: cost?.perDay ?? null,
    breakEven: cost?.breakEven ?? null,
  }
}

/** What the settings say running the desk costs, at the cash it begins with and without fees. */
function settingsCost({ operating, desk }: ConfigurationValues): OperatingCost {
  return operatingCost({ terms: operating, equity: desk.cash, fees: 0, days: 1 })
}

/** For the doctor: what the settings say running the desk costs. */
export function operatingQuestion(values: ConfigurationValues): DoctorQuestion {
  const { perDay, breakEven, warnings } = settingsCost(values)
  const text = `${money(perDay)} a day, fees aside; it must earn ${percent(breakEven ?? 0)} a year`
  const ask = (): Finding => (warnings.length === 0 ? fine(text) : doubtful(warnings.join('; ')))
  return { name: 'operating cost', ask }
}

/** The same for go/no-go. No edge is measured yet to compare it with. */
export function operatingFinding(values: ConfigurationValues): GoFinding {
  return costFinding(settingsCost(values), undefined)
}

function money(amount: number): string {
  return amount.toFixed(2)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
