import { memo, type ReactNode, useDeferredValue } from 'react'
import type { SwarmInstrument } from '../../../src/app/swarm-view.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { wishText } from '../format/wish-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { useDesk, useSwarm } from '../state/use-desk.ts'
import { usePages } from './pager.tsx'
import { Scouts } from './scouts.tsx'
import { SwarmPlot } from './swarm-plot.tsx'
import { byRegime, type CountedVoice, countedVoices } from './swarm-rows.ts'

const cellsMax = 24
const voicesMax = 4
/** Up to so many instruments, regimes stand beside each other. */
const fewMax = 8
const cellWidth = 290

type Choice = { readonly chosen: string; readonly choose: (instrument: string) => void }

/** Every instrument, by the regime its market is in: what was decided on it and who says what. */
export function SwarmMap({ chosen, choose }: Choice): ReactNode {
  // What a finger does goes before what the market did.
  const instruments = useDeferredValue(useSwarm('instruments')) ?? []
  const agents = useSwarm('agents')?.length ?? 0
  const ordered = byRegime(instruments).flatMap(([, rows]) => rows)
  const [shown, pager] = usePages(ordered, cellsMax, 'Pages of the map')
  return (
    <Panel
      id="map"
      title="Map"
      count={instruments.length}
      note="Each dot is a voice where it wants to be, from all short on the left to all long on the right; the upright line is the decision. Large dots count much, hollow ones for nothing: what is said counts by what was shown before. Press a name to see what became of it."
    >
      <Halted />
      {instruments.length === 0 ? <Empty>There is no instrument to decide on.</Empty> : null}
      <div className={ordered.length > fewMax ? 'regimes many' : 'regimes'}>
        {byRegime(shown).map(([regime, rows]) => (
          <section
            key={regime}
            aria-label={`Market ${regime}`}
            style={{ flexGrow: rows.length, flexBasis: `${cellWidth * rows.length}px` }}
          >
            <h3>
              {regime === '' ? 'Market not known' : `Market: ${regime}`} ({rows.length})
            </h3>
            <ul className="cells">
              {rows.map((row) => (
                <Cell
                  key={row.instrument}
                  row={row}
                  agents={agents}
                  isChosen={row.instrument === chosen}
                  choose={choose}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {pager}
    </Panel>
  )
}

/** A wish is no order: said where none can come of it. */
function Halted(): ReactNode {
  const { mode, isStale, isFinished } = useDesk('status')
  if (isFinished || (mode === 'normal' && !isStale)) return null
  const why = mode === 'normal' ? 'prices are stale' : `the desk is in mode ${mode}`
  return (
    <p className="bound">
      {isStale && mode === 'normal' ? 'What is shown is as of the last bar' : 'Wishes stay wishes'}:{' '}
      {why}, no new risk is taken.
    </p>
  )
}

type CellProps = {
  readonly row: SwarmInstrument
  readonly agents: number
  readonly isChosen: boolean
  readonly choose: (instrument: string) => void
}

const Cell = memo(function Cell({ row, agents, isChosen, choose }: CellProps): ReactNode {
  const desk = useDesk('desk')
  const { instrument, exposure, confidence, dissent, conflict, hasTeam } = row
  const voices = countedVoices(row.voices)
  return (
    <li className={hasTeam ? 'cell' : 'cell watched'}>
      <button
        type="button"
        className="cell-head"
        aria-pressed={isChosen}
        title={instrument}
        onClick={() => choose(instrument)}
      >
        <strong className="cell-name">{instrumentName(desk, instrument)}</strong>
        <span className={`cell-wish ${toneOf(exposure)}`}>{wishText(exposure)}</span>
      </button>
      <p className="note">
        {hasTeam ? 'Has a team.' : 'Watched, has no team.'}{' '}
        {voices.length === 0 ? null : (
          <>
            Sure {numberText(confidence, 2)}, dissent {numberText(dissent, 2)}, conflict{' '}
            {percentText(conflict, 0)}
          </>
        )}
      </p>
      {voices.length === 0 ? null : <SwarmPlot voices={voices} exposure={exposure} />}
      <Voices voices={voices} silent={Math.max(0, agents - voices.length)} />
      {row.scouted === undefined ? null : <Scouts scouted={row.scouted} />}
    </li>
  )
})

function Voices({
  voices,
  silent,
}: {
  readonly voices: readonly CountedVoice[]
  readonly silent: number
}): ReactNode {
  const counting = voices.filter(({ pull }) => pull > 0).length
  const more = voices.length - voicesMax
  return (
    <>
      {voices.length === 0 ? null : (
        <p className="cell-voice note" aria-hidden="true">
          <span>voice</span>
          <span>wants</span>
          <span className="cell-part">counts</span>
        </p>
      )}
      <ul className="cell-voices">
        {voices.slice(0, voicesMax).map(({ agent, exposure, part }) => (
          <li key={agent} className="cell-voice">
            <span className="cell-agent">{agent}</span>
            <span className={toneOf(exposure)}>{wishText(exposure)}</span>
            <span className="cell-part">{part > 0 ? percentText(part, 0) : 'no pull'}</span>
          </li>
        ))}
      </ul>
      <p className="note">
        {voices.length === 0
          ? `All ${numberText(silent, 0)} are silent.`
          : `${more > 0 ? `${numberText(more, 0)} more speak. ` : ''}${countText(counting, voices.length)}, ${numberText(silent, 0)} silent.`}
      </p>
    </>
  )
}

function countText(counting: number, speaking: number): string {
  return counting === 0
    ? 'Nobody counts: no help was shown yet'
    : `${numberText(counting, 0)} of ${numberText(speaking, 0)} count`
}
