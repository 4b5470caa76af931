import type { ReactNode } from 'react'
import type { DecisionRow } from '../../../src/app/desk-view.ts'
import { useWord } from '../address.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { wishText } from '../format/wish-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { ledTo } from './led-to.ts'
import { Empty, Panel, Scroll } from './panel.tsx'
import { toneOf } from './side.tsx'

const earlierMax = 40

/** What the agents said, what the committee made of it, and what became of that. */
export function Decisions(): ReactNode {
  const decisions = useDesk('decisions')
  const latest = decisions.filter(isFirstOfInstrument)
  const earlier = decisions.filter((row) => !latest.includes(row)).slice(0, earlierMax)
  return (
    <Panel
      csv={{ rows: () => decisions, name: 'decisions' }}
      id="decisions"
      title="Decisions"
      note="The share of equity each agent wants, how sure it is (0 to 1) and why; and what risk made of it. Dissent: how far they are apart."
    >
      {decisions.length === 0 ? (
        <Empty>No decision yet: agents are silent until they have seen enough bars.</Empty>
      ) : (
        <Scroll label="Decisions">
          <h3>Latest, by instrument</h3>
          <DecisionList rows={latest} />
          {earlier.length === 0 ? null : <h3>Earlier</h3>}
          <DecisionList rows={earlier} />
        </Scroll>
      )}
    </Panel>
  )
}

function DecisionList({ rows }: { readonly rows: readonly DecisionRow[] }): ReactNode {
  const timeOf = timesOf(rows)
  const [[t], [instrument]] = [useWord('decision', ''), useWord('instrument', '')]
  const isWanted = (row: DecisionRow): boolean =>
    String(row.t) === t && row.instrument === instrument
  return (
    <ol className="cards">
      {rows.map((row) => (
        <Decision
          key={`${row.t} ${row.instrument}`}
          row={row}
          time={timeOf(row.t)}
          isWanted={isWanted(row)}
        />
      ))}
    </ol>
  )
}

type DecisionProps = {
  readonly row: DecisionRow
  readonly time: string
  readonly isWanted: boolean
}

function Decision({ row, time, isWanted }: DecisionProps): ReactNode {
  const desk = useDesk('desk')
  const price = (value: number): string => numberText(value, gridOf(desk, row.instrument).price)
  return (
    <li ref={isWanted ? ledTo.ref : null} className={isWanted ? 'card led-to' : 'card'}>
      <p className="card-head">
        <strong>{instrumentName(desk, row.instrument)}</strong>
        <span className={toneOf(row.exposure)}>{wishText(row.exposure)}</span>
        <time className="note" title={fullTimeText(row.t)}>
          {time}
        </time>
      </p>
      <Outcome text={row.outcome} />
      <ul className="voices">
        {row.voices.map((voice) => (
          <li key={voice.agent}>
            <strong>{voice.agent}</strong> {wishText(voice.exposure)}, sure{' '}
            {numberText(voice.confidence, 2)}: {voice.because}
          </li>
        ))}
      </ul>
      <p className="note">
        Confidence {numberText(row.confidence, 2)}, dissent {numberText(row.dissent, 2)}
        {row.stop === null ? null : `, stop ${price(row.stop)}`}
        {row.target === null ? null : `, target ${price(row.target)}`}
      </p>
    </li>
  )
}

/** `refused: daily-loss was 5.1 %` with its first word set apart. */
function Outcome({ text }: { readonly text: string }): ReactNode {
  const isRefused = text.startsWith('refused')
  const isOrder = text.startsWith('order')
  return (
    <p className={isRefused ? 'outcome refused' : isOrder ? 'outcome ordered' : 'outcome'}>
      {text}
    </p>
  )
}

function isFirstOfInstrument(row: DecisionRow, at: number, all: readonly DecisionRow[]): boolean {
  return all.findIndex((other) => other.instrument === row.instrument) === at
}
