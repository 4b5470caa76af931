import { formatPlain, formatSigned } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type CostWaterfall, unitsOf } from '../tearsheet/cost-waterfall.ts'
import { type Html, html } from './html.ts'

type Step = {
  readonly name: string
  readonly amount: number
  /** The bar, from where to where. Quote units. */
  readonly from: number
  readonly to: number
  readonly note: string
}

/**
 * From what the decisions made to what was left: gross, fees, slippage, net.
 *
 * @param paid - Minor units; every step is exact, and together they are what the ledger says.
 */
export function costTable(paid: CostWaterfall, { costs }: Metrics, currency: string): Html {
  const [gross, fees, slippage, net] = [paid.gross, paid.fees, paid.slippage, paid.net].map(unitsOf)
  const bps = (value: number | undefined): string => `${formatPlain(value, 1)} bps of turnover`
  const steps = stepsOf([
    ['Gross P&L', gross ?? 0, 'at the prices decided on'],
    ['Fees', -(fees ?? 0), bps(costs.feesBps)],
    ['Slippage', -(slippage ?? 0), bps(costs.slippageBps)],
    ['Net P&L', net ?? 0, `on ${formatPlain(costs.notional, 0)} traded`],
  ])
  const low = Math.min(0, ...steps.flatMap(({ from, to }) => [from, to]))
  const high = Math.max(0, ...steps.flatMap(({ from, to }) => [from, to]))
  const at = (value: number): number => ((value - low) / (high - low || 1)) * 100
  return html`<table class="costs"><tbody>${steps.map((step) => {
    const left = Math.min(at(step.from), at(step.to))
    const width = Math.abs(at(step.to) - at(step.from))
    const place = `left:${left.toFixed(2)}%;width:${width.toFixed(2)}%`
    const side = step.amount < 0 ? 'loss' : 'gain'
    return html`<tr><th>${step.name}</th><td>${formatSigned(step.amount, 2)} ${currency}</td>
<td class="bar"><i style="left:${at(0).toFixed(2)}%" class="zero"></i>
<i class="${side}" style="${place}"></i></td>
<td class="quiet">${step.note}</td></tr>
`
  })}</tbody></table>`
}

/** Every step begins where the one before ends; the first and the last stand on 0. */
function stepsOf(
  named: readonly (readonly [name: string, amount: number, note: string])[],
): readonly Step[] {
  let to = 0
  return named.map(([name, amount, note], k) => {
    const from = k === named.length - 1 ? 0 : to
    to = from + amount
    return { name, amount, from, to, note }
  })
}
