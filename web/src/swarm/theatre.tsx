import type { ReactNode } from 'react'
import type { DecisionRow } from '../../../src/app/desk-view.ts'
import type { SwarmInstrument } from '../../../src/app/swarm-view.ts'
import { useWord } from '../address.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { fullTimeText, timeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk, useSwarm } from '../state/use-desk.ts'
import { Stations, stations, type StationName } from './stations.tsx'
import { OpinionsPane, WeightsPane } from './voices-pane.tsx'
import { FillsPane, OrderPane, RiskPane, WishPane } from './outcome-pane.tsx'
import type { VoicePaneProps } from './scene.ts'
import { trailOf } from './trail.ts'

type TheatreProps = {
  readonly instrument: string
  readonly choose: (instrument: string) => void
  readonly chooseAgent: (agent: string) => void
}

/** One decision from what was said to what was filled, each step with its numbers. */
export function Theatre({ instrument, choose, chooseAgent }: TheatreProps): ReactNode {
  const instruments = useSwarm('instruments') ?? []
  const row = instruments.find((each) => each.instrument === instrument) ?? instruments[0]
  return (
    <Panel
      id="theatre"
      title="Decision theatre"
      note="From what agents say to what is filled. Each step shows what came of it; press one to see its numbers."
      tools={
        row === undefined ? null : <InstrumentChoice chosen={row.instrument} choose={choose} />
      }
    >
      {row === undefined ? (
        <Empty>There is no instrument to decide on.</Empty>
      ) : (
        <Play key={row.instrument} row={row} chooseAgent={chooseAgent} />
      )}
    </Panel>
  )
}

function InstrumentChoice({
  chosen,
  choose,
}: {
  readonly chosen: string
  readonly choose: (instrument: string) => void
}): ReactNode {
  const desk = useDesk('desk')
  const instruments = useSwarm('instruments') ?? []
  return (
    <label className="pick">
      <span className="unseen">Instrument</span>
      <select value={chosen} onChange={(event) => choose(event.target.value)}>
        {instruments.map(({ instrument }) => (
          <option key={instrument} value={instrument}>
            {instrumentName(desk, instrument)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Play({
  row,
  chooseAgent,
}: {
  readonly row: SwarmInstrument
  readonly chooseAgent: (agent: string) => void
}): ReactNode {
  const [decisions, journal, fills] = [useDesk('decisions'), useDesk('journal'), useDesk('fills')]
  const [step, go] = useWord('step', 'opinions')
  const station = stations.find(({ id }) => id === step)?.id ?? 'opinions'
  const [time, turn] = useWord('decision', '')
  const own = decisions.filter((each) => each.instrument === row.instrument)
  // A decision that is no longer held gives way to the latest.
  const found = own.findIndex(({ t }) => String(t) === time)
  const at = Math.max(0, found)
  const decision = own[at]
  const trail = decision && trailOf({ decisions, journal, fills }, decision)
  const scene = { row, decision, isLatest: at === 0, trail }
  return (
    <>
      <Times own={own} at={at} turn={(t) => turn(t === undefined ? '' : String(t))} />
      <Stations scene={scene} chosen={station} go={go} />
      <div className="pane" role="tabpanel" id="pane" aria-labelledby={`station-${station}`}>
        <h3>{stations.find(({ id }) => id === station)?.name}</h3>
        <Pane station={station} scene={scene} chooseAgent={chooseAgent} />
      </div>
    </>
  )
}

type PaneProps = VoicePaneProps & { readonly station: StationName }

function Pane({ station, scene, chooseAgent }: PaneProps): ReactNode {
  if (station === 'opinions') return <OpinionsPane scene={scene} chooseAgent={chooseAgent} />
  if (station === 'weights') return <WeightsPane scene={scene} chooseAgent={chooseAgent} />
  if (station === 'wish') return <WishPane scene={scene} />
  if (station === 'risk') return <RiskPane scene={scene} />
  return station === 'order' ? <OrderPane scene={scene} /> : <FillsPane scene={scene} />
}

type TimesProps = {
  readonly own: readonly DecisionRow[]
  readonly at: number
  readonly turn: (t: number | undefined) => void
}

/** Which decision is shown, and the way to the ones before and after it. */
function Times({ own, at, turn }: TimesProps): ReactNode {
  const decision = own[at]
  if (decision === undefined)
    return (
      <p className="note">
        Nothing was decided here yet: a decision is told when it changes. What is said now stands
        below.
      </p>
    )
  return (
    <div className="pager">
      <button
        type="button"
        className="plain"
        aria-label="The decision before"
        disabled={at === own.length - 1}
        onClick={() => turn(own[at + 1]?.t)}
      >
        Before
      </button>
      <p className="note" role="status" title={fullTimeText(decision.t)}>
        {at === 0 ? 'The latest decision' : 'An earlier decision'}, {timeText(decision.t)} UTC,{' '}
        {own.length - at} of {own.length} held
      </p>
      <button
        type="button"
        className="plain"
        aria-label="The decision after"
        disabled={at === 0}
        onClick={() => turn(at === 1 ? undefined : own[at - 1]?.t)}
      >
        After
      </button>
    </div>
  )
}
