import { formatPlain, formatSigned } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { type Html, html } from './html.ts'

type Step = {
  readonly name: string
  readonly amount: number
  /** The bar, from where to where. Quote units. */
  readonly from: number
  readonly to: number
  readonly note: string
}

/** From what the decisions made to what was left: gross, fees, slippage, net. */
export function costTable({ curve, costs }: Metrics, currency: string): Html {
  const net = curve.netPnl
  const gross = net + costs.fees + costs.slippage
  const afterFees = gross - costs.fees
  const bps = (value: number | undefined): string => `${formatPlain(value, 1)} bps of turnover`
  const steps: readonly Step[] = [
    { name: 'Gross P&L', amount: gross, from: 0, to: gross, note: 'at the prices decided on' },
    { name: 'Fees', amount: -costs.fees, from: gross, to: afterFees, note: bps(costs.feesBps) },
    {
      name: 'Slippage',
      amount: -costs.slippage,
      from: afterFees,
      to: net,
      note: bps(costs.slippageBps),
    },
    {
      name: 'Net P&L',
      amount: net,
      from: 0,
      to: net,
      note: `on ${formatPlain(costs.notional, 0)} traded`,
    },
  ]
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
