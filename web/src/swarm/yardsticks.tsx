import type { ReactNode } from 'react'
import type { BroughtRow, YardsticksView } from '../../../src/app/swarm-view.ts'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'
import { basisText, broughtText, rangeText } from '../format/swarm-text.ts'
import { toneOf } from '../panel/side.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { IntervalBar } from './interval-bar.tsx'

/**
 * What holding and trading by chance would have come to, beside the streams.
 *
 * @param reach - Of the bars of the streams: those of the size of the swarm are on their scale.
 */
export function Yardsticks({ reach }: { readonly reach: number }): ReactNode {
  const yardsticks = useSwarm('yardsticks')
  return (
    <>
      <h3>Beside them: who knows nothing</h3>
      {yardsticks === undefined ? (
        <p className="note">
          This desk began before it was kept what holding and random traders come to.
        </p>
      ) : (
        <Rows of={yardsticks} reach={reach} />
      )}
    </>
  )
}

function Rows({ of, reach }: { readonly of: YardsticksView; readonly reach: number }): ReactNode {
  const { size, hold, holdAsMuch, random, traders, place } = of
  const much = percentText(size, size < 0.001 ? 4 : 2)
  const worst = random.interval?.map((end) => end * 10_000)
  const spread = worst === undefined ? '' : `, worst to best ${rangeText(worst)}`
  return (
    <>
      <p className="note">
        On the same bars, costs included. Hold as much buys in each instrument what the swarm wished
        for in the mean; random traders are as large, and trade as much.
      </p>
      <ul className="streams">
        <Yardstick
          name="hold as much"
          meaning={`${much} of equity in each`}
          row={holdAsMuch}
          said={broughtText(holdAsMuch)}
          reach={reach}
        />
        <Yardstick
          name="random"
          meaning={`mean of ${numberText(traders, 0)} who throw a coin`}
          row={random}
          said={`${basisText(random.perBar)} a bar${spread}`}
          reach={reach}
        />
        <Yardstick
          name="hold"
          meaning="all of equity, in equal shares"
          row={hold}
          said={broughtText(hold)}
        />
      </ul>
      <p className="note place">
        {place === null
          ? 'The swarm has wished for nothing so far: it has no place among random traders.'
          : `The swarm is in place ${numberText(place, 0)} of ${numberText(traders + 1, 0)} among random traders of its size.`}
      </p>
    </>
  )
}

type YardstickProps = {
  readonly name: string
  readonly meaning: string
  readonly row: BroughtRow
  readonly said: string
  /** Left out for one that is of another size: it is told in numbers alone. */
  readonly reach?: number
}

function Yardstick({ name, meaning, row, said, reach }: YardstickProps): ReactNode {
  const { total, perBar, interval } = row
  return (
    <li>
      <p className="card-head">
        <span>
          <strong>{name}</strong> <span className="note">{meaning}</span>
        </span>
        <strong className={toneOf(total)}>{signedPercentText(total, 2)}</strong>
      </p>
      {reach === undefined ? null : (
        <IntervalBar label={`${name}: ${said}`} interval={interval} mean={perBar} reach={reach} />
      )}
      <p className="note">{said}</p>
    </li>
  )
}
