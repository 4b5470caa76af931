import type { ReactNode } from 'react'
import type { AgentRow } from '../../../src/app/swarm-view.ts'
import { numberText, percentText } from '../format/number-text.ts'

const size = 240
const left = 56
const bottom = 34
const inner = size - left - 20
const steps = [0, 0.25, 0.5, 0.75, 1]

type Curve = AgentRow['curve']

/** What was said, 50 % to 100 % from left to right, against how often it came, upwards. */
export function CalibrationPlot({ curve }: { readonly curve: Curve }): ReactNode {
  const most = Math.max(...curve.map(({ weight }) => weight))
  return (
    <svg
      className="calibration"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={curveText(curve)}
    >
      {steps.map((share) => (
        <Grid key={share} share={share} />
      ))}
      <path className="plot-even" d={`M${x(0.5)} ${y(0.5)}L${x(1)} ${y(1)}`} />
      {curve.map(({ said, came, weight }) => (
        <circle
          key={said}
          className="plot-point"
          cx={x(said)}
          cy={y(came)}
          r={2 + 6 * Math.sqrt(weight / most)}
        />
      ))}
      <text x={x(0.75)} y={size - 4} textAnchor="middle">
        said
      </text>
      <text x={12} y={y(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${y(0.5)})`}>
        came
      </text>
    </svg>
  )
}

function Grid({ share }: { readonly share: number }): ReactNode {
  return (
    <>
      <path className="plot-axis" d={`M${left} ${y(share)}H${left + inner}`} />
      <text x={left - 4} y={y(share) + 4} textAnchor="end">
        {percentText(share, 0)}
      </text>
      {share < 0.5 ? null : (
        <text x={x(share)} y={size - bottom + 14} textAnchor="middle">
          {percentText(share, 0)}
        </text>
      )}
    </>
  )
}

function x(said: number): number {
  return left + (said - 0.5) * 2 * inner
}

function y(came: number): number {
  return size - bottom - came * (size - bottom - 10)
}

function curveText(curve: Curve): string {
  const rows = curve.map(
    ({ said, came, weight }) =>
      `said ${numberText(said, 2)}, came ${numberText(came, 2)} of ${numberText(weight, 1)} outcomes`,
  )
  return `Calibration: ${rows.join('; ')}`
}
