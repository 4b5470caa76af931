import type { Instrument } from '../../domain/index.ts'
import type { Rebate } from '../../ledger/index.ts'
import type { TaxDisposal } from './tax-disposal.ts'

/** Sums over some disposals. Money in minor quote units. */
export type TaxSum = {
  readonly name: string
  readonly disposals: number
  readonly proceeds: bigint
  readonly cost: bigint
  readonly fees: bigint
  /** `proceeds` less `cost` less `fees`, and `shortTerm` plus `longTerm`. */
  readonly gain: bigint
  readonly shortTerm: bigint
  readonly longTerm: bigint
  /** Of `gain`, losses that a rule against wash sales may touch; 0 or below. */
  readonly washLosses: bigint
  /** Rebates: not in `gain`. */
  readonly income: bigint
}

export type TaxTotals = {
  readonly all: TaxSum
  readonly byInstrument: readonly TaxSum[]
  /** By month where a year was asked for, else by year; UTC. */
  readonly byPeriod: readonly TaxSum[]
}

type Summed = {
  readonly disposals: readonly TaxDisposal[]
  readonly rebates: readonly Rebate[]
}

/** Totals of all, by instrument, and by time. */
export function sumTaxes(
  of: Summed & { readonly instruments: readonly Instrument[]; readonly byMonth: boolean },
): TaxTotals {
  const { instruments, byMonth } = of
  const idOf = (instrument: number): string => instruments[instrument]?.id ?? ''
  const nameOf = (ts: number): string =>
    new Date(ts / 1_000).toISOString().slice(0, byMonth ? 7 : 4)
  return {
    all: sumOf('all', of),
    byInstrument: grouped(
      of,
      ({ instrument }) => idOf(instrument),
      ({ instrument }) => idOf(instrument),
    ).map(([name, group]) => sumOf(name, group)),
    byPeriod: grouped(
      of,
      ({ closedTs }) => nameOf(closedTs),
      ({ ts }) => nameOf(ts),
    ).map(([name, group]) => sumOf(name, group)),
  }
}

type Group = { readonly disposals: TaxDisposal[]; readonly rebates: Rebate[] }

function grouped(
  { disposals, rebates }: Summed,
  ofDisposal: (of: TaxDisposal) => string,
  ofRebate: (of: Rebate) => string,
): readonly (readonly [string, Group])[] {
  const groups = new Map<string, Group>()
  const at = (name: string): Group => {
    const group = groups.get(name) ?? { disposals: [], rebates: [] }
    groups.set(name, group)
    return group
  }
  for (const each of disposals) at(ofDisposal(each)).disposals.push(each)
  for (const each of rebates) at(ofRebate(each)).rebates.push(each)
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

function sumOf(name: string, { disposals, rebates }: Summed): TaxSum {
  const sum = { proceeds: 0n, cost: 0n, fees: 0n, gain: 0n, shortTerm: 0n, longTerm: 0n }
  let washLosses = 0n
  for (const each of disposals) {
    sum.proceeds += each.proceeds
    sum.cost += each.cost
    sum.fees += each.fees
    sum.gain += each.gain
    if (each.term === 'long') sum.longTerm += each.gain
    else sum.shortTerm += each.gain
    if (each.isWashSale) washLosses += each.gain
  }
  const income = rebates.reduce((total, { amount }) => total + amount, 0n)
  return { name, disposals: disposals.length, ...sum, washLosses, income }
}
