import type { ReactNode } from 'react'
import { wishText } from '../format/wish-text.ts'
import { type Dot, placeDots } from './place-dots.ts'
import type { CountedVoice } from './swarm-rows.ts'

const width = 260
const height = 64
const edge = 10

/** Those that count lie over those that do not. */
const looks = [
  ...['idle flat', 'idle short', 'idle long'],
  ...['counts flat', 'counts short', 'counts long'],
]

type SwarmPlotProps = { readonly voices: readonly CountedVoice[]; readonly exposure: number }

/**
 * Every voice as a dot where it wants to be, short on the left, long on the right, and the decision
 * as a line. Large counts much; hollow counts for nothing.
 */
export function SwarmPlot({ voices, exposure }: SwarmPlotProps): ReactNode {
  const dots = placeDots(voices)
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
        {looks.map((look) => (
          // One path for all of a look: hundreds of voices at forty instruments stay quick.
          <path
            key={look}
            className={`dot ${look}`}
            d={dots
              .filter(({ voice }) => lookOf(voice) === look)
              .map(circle)
              .join('')}
          />
        ))}
        <path className="plot-wish" d={`M${placeOf(exposure)} 3V${height - 3}`} />
      </svg>
      <p className="plot-ends" aria-hidden="true">
        <span>short</span>
        <span>long</span>
      </p>
    </div>
  )
}

function circle({ x, y, radius }: Dot): string {
  const left = placeOf(x) - radius
  const middle = height / 2 - y * (height / 2 - 8)
  const arc = `a${radius} ${radius} 0 1 0`
  return `M${left} ${middle}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0`
}

function placeOf(share: number): number {
  return width / 2 + (width / 2 - edge) * Math.max(-1, Math.min(share, 1))
}

function lookOf({ pull, exposure }: CountedVoice): string {
  return `${pull > 0 ? 'counts' : 'idle'} ${sideOf(exposure)}`
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
