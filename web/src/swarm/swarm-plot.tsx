import type { ReactNode } from 'react'
import { wishText } from '../format/wish-text.ts'
import { placeDots } from './place-dots.ts'
import type { CountedVoice } from './swarm-rows.ts'

const width = 260
const height = 64
const edge = 10

type SwarmPlotProps = { readonly voices: readonly CountedVoice[]; readonly exposure: number }

/**
 * Every voice as a dot where it wants to be, short on the left, long on the right, and the decision
 * as a line. Large counts much; hollow counts for nothing.
 */
export function SwarmPlot({ voices, exposure }: SwarmPlotProps): ReactNode {
  const x = (share: number): number =>
    width / 2 + (width / 2 - edge) * Math.max(-1, Math.min(share, 1))
  return (
    <div>
      <svg
        className="swarm-plot"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={plotText(voices, exposure)}
      >
        <path className="plot-axis" d={`M${edge} ${height / 2}H${width - edge}`} />
        <path className="plot-axis" d={`M${width / 2} 6V${height - 6}`} />
        {placeDots(voices).map((dot) => (
          <circle
            key={dot.voice.agent}
            className={`dot ${dot.voice.pull > 0 ? 'counts' : 'idle'} ${sideOf(dot.voice.exposure)}`}
            cx={x(dot.x)}
            cy={height / 2 - dot.y * (height / 2 - 8)}
            r={dot.radius}
          />
        ))}
        <path className="plot-wish" d={`M${x(exposure)} 3V${height - 3}`} />
      </svg>
      <p className="plot-ends" aria-hidden="true">
        <span>short</span>
        <span>long</span>
      </p>
    </div>
  )
}

function sideOf(exposure: number): string {
  if (exposure === 0) return 'flat'
  return exposure > 0 ? 'long' : 'short'
}

function plotText(voices: readonly CountedVoice[], exposure: number): string {
  const count = (side: string): number =>
    voices.filter((voice) => sideOf(voice.exposure) === side).length
  const said = `${count('short')} short, ${count('flat')} flat, ${count('long')} long`
  return `${voices.length} voices: ${said}; decided ${wishText(exposure)}`
}
