import type { ReactNode } from 'react'
import type { StreamRow } from '../../../src/app/swarm-view.ts'
import { signedPercentText } from '../format/number-text.ts'
import { broughtText, lieOf } from '../format/swarm-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { IntervalBar, reachOf } from './interval-bar.tsx'
import { Yardsticks } from './yardsticks.tsx'

const meanings: Readonly<Record<string, string>> = {
  baseline: 'technique alone',
  mycelial: 'patterns alone',
  synthesized: 'both together',
}

const words = {
  above: 'above nothing',
  below: 'below nothing',
  around: 'may as well be nothing',
  unknown: 'not known yet',
} as const

/** What technique alone, patterns alone and both together would have come to. */
export function Streams(): ReactNode {
  const streams = useSwarm('streams') ?? []
  const beside = useSwarm('yardsticks')
  const reach = reachOf([
    ...streams.map(({ interval }) => interval),
    ...[beside?.holdAsMuch, beside?.random].map((row) => row?.interval ?? null),
  ])
  return (
    <Panel
      id="streams"
      title="Streams"
      note="What each would have come to with what it wished for: of equity, costs included, before risk and the market. Intervals of 95 % of a bar, on one scale."
    >
      {streams.length === 0 ? <Empty>No stream is kept apart.</Empty> : null}
      <ul className="streams">
        {streams.map((row) => (
          <Stream key={row.stream} row={row} reach={reach} />
        ))}
      </ul>
      <Yardsticks reach={reach} />
    </Panel>
  )
}

function Stream({ row, reach }: { readonly row: StreamRow; readonly reach: number }): ReactNode {
  const { stream, total, perBar, interval } = row
  const meaning = meanings[stream]
  return (
    <li>
      <p className="card-head">
        <span>
          <strong>{stream}</strong>{' '}
          {meaning === undefined ? null : <span className="note">{meaning}</span>}
        </span>
        <strong className={toneOf(total)}>{signedPercentText(total, 2)}</strong>
      </p>
      <IntervalBar
        label={`${stream}: ${broughtText(row)}`}
        interval={interval}
        mean={perBar}
        reach={reach}
      />
      <p className="note">
        {broughtText(row)}
        {interval === null ? '' : `: ${words[lieOf(interval)]}`}
      </p>
    </li>
  )
}
