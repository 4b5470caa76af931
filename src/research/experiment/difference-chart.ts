import { formatSigned } from '../format-figure.ts'
import { chart } from '../report/chart.ts'
import { type Html, html } from '../report/html.ts'
import { linearScale } from '../report/scale.ts'
import { timeScale } from '../report/time-scale.ts'
import { claimWords } from './claim-words.ts'
import type { ClaimReport, ExperimentRow } from './experiment-report.ts'

/**
 * Paired differences summed up over time, a chart for each subject: an effect that is there climbs
 * all the way, one that is luck jumps.
 */
export function differenceCharts({ claim, rows }: ClaimReport): Html {
  const { unit } = claimWords[claim]
  const say =
    claim === 'forecast'
      ? `Losses of the control less those of the treatment, summed up; ends at the effect, ${unit}.`
      : 'Returns of the treatment less those of the control, summed up, basis points.'
  return html`<p class="quiet">${say} Rising is better.</p>
<div class="small">${rows.map((row) => differenceChart(row, claim))}</div>`
}

function differenceChart(row: ExperimentRow, claim: ClaimReport['claim']): Html {
  const { ts, subject } = row
  const values = summedUp(row, claim)
  const [low, high] = [Math.min(0, least(values)), Math.max(0, -least(values.map((v) => -v)))]
  const y = linearScale(low, high, formatSigned)
  const unit = claim === 'forecast' ? ' %' : ' bps'
  return chart({
    label: `Differences of ${subject} over time`,
    x: timeScale(ts[0] ?? 0, ts[ts.length - 1] ?? 1),
    y,
    layers: [
      { name: subject, look: 'own', series: { length: ts.length, ts, values }, places: 2, unit },
    ],
    isLow: true,
  })
}

function summedUp({ pairs }: ExperimentRow, claim: ClaimReport['claim']): Float64Array {
  const { control, treatment } = pairs
  const total = control.reduce((sum, loss) => sum + loss, 0)
  const scale = claim === 'forecast' ? -100 / total : 10_000
  let sum = 0
  return control.map((value, i) => {
    sum += scale * ((treatment[i] as number) - value)
    return sum
  })
}

/** Of as many values as there are; spreading them would be too many arguments. */
function least(values: Float64Array): number {
  return values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY)
}
