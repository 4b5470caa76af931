import type { ReactNode } from 'react'
import type { EpisodeTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { fullTimeText, momentText } from '../format/time-text.ts'
import { wishText } from '../format/wish-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk } from '../state/use-desk.ts'
import { CameTo } from './came-to.tsx'
import { kindText, surpriseText } from './episode-text.ts'
import { Evidence } from './evidence.tsx'
import { Fact } from '../panel/fact.tsx'

type DetailProps = {
  readonly told: MemoryTold
  readonly chosen: EpisodeTold | undefined
  readonly choose: (id: number) => void
}

/** One episode: what was decided, what came of it, and what came of those most like it. */
export function EpisodeDetail({ told, chosen, choose }: DetailProps): ReactNode {
  return (
    <Panel
      id="episode"
      title={chosen === undefined ? 'One episode' : `Episode ${chosen.id}`}
      note="A decision and what came of it. Press a mark on the map or a row of the list to see it here."
    >
      {chosen === undefined ? (
        <Empty>No episode is left to show; choose less.</Empty>
      ) : (
        <>
          <Facts told={told} episode={chosen} />
          <h3>What agents said</h3>
          <Opinions told={told} episode={chosen} />
          <h3>The ten most like it, known when it was decided</h3>
          <Near told={told} episode={chosen} choose={choose} />
        </>
      )}
    </Panel>
  )
}

type EpisodeProps = { readonly told: MemoryTold; readonly episode: EpisodeTold }

function Facts({ told, episode }: EpisodeProps): ReactNode {
  const desk = useDesk('desk')
  const { kind, reward, costs, closedBy, weight, contradicts, near, evidence } = episode
  return (
    <>
      <p className="episode-head">
        <strong>{instrumentName(desk, told.instruments[episode.instrument] ?? '')}</strong>
        <span>{kindText(episode)}</span>
        <CameTo reward={reward} />
      </p>
      <dl className="facts">
        <Fact name="Decided">{fullTimeText(episode.decided)}</Fact>
        <Fact name="Outcome known">{fullTimeText(episode.known)}</Fact>
        <Fact name="Regime">{told.regimes[episode.regime]}</Fact>
        <Fact name={kind === 'view' ? 'Held to' : 'Closed by'}>
          {kind === 'view' ? 'the price a day later' : closedBy}
        </Fact>
        <Fact name="Costs in it">{percentText(costs, 2)}</Fact>
        <Fact name="Surprise">{surpriseText(episode)}</Fact>
        <Fact name="Contradicted by">
          {numberText(contradicts.length, 0)} of {numberText(near.length, 0)} like it
        </Fact>
        <Fact name="Counts now">
          {weight < 0.01 ? 'less than 0.01' : numberText(weight, 2)} of 1
        </Fact>
        <Fact name="Journal events">
          <Evidence numbers={evidence} all={evidence.length} />
        </Fact>
      </dl>
    </>
  )
}

function Opinions({ told, episode }: EpisodeProps): ReactNode {
  const { opinions, opinionsAll } = episode
  if (opinions.length === 0) return <Empty>No opinion led to it: an order did.</Empty>
  return (
    <>
      <ul className="stances">
        {opinions.map(([agent, exposure, confidence]) => (
          <li key={agent}>
            <span>{told.agents[agent]}</span>
            <span>{wishText(exposure)}</span>
            <span className="note">sure {numberText(confidence, 2)}</span>
          </li>
        ))}
      </ul>
      {opinionsAll > opinions.length ? (
        <p className="note">And {numberText(opinionsAll - opinions.length, 0)} less bold ones.</p>
      ) : null}
    </>
  )
}

type NearProps = EpisodeProps & { readonly choose: (id: number) => void }

function Near({ told, episode, choose }: NearProps): ReactNode {
  const desk = useDesk('desk')
  const known = new Map(told.episodes.map((of) => [of.id, of]))
  if (episode.near.length === 0) return <Empty>None of its kind and side was known yet.</Empty>
  return (
    <table className="near">
      <caption className="unseen">Most like it first</caption>
      <thead>
        <tr>
          <th scope="col">Decided, UTC</th>
          <th scope="col" className="number">
            Likeness
          </th>
          <th scope="col" className="number">
            Came to
          </th>
        </tr>
      </thead>
      <tbody>
        {episode.near.map(([id, likeness, reward]) => {
          const of = known.get(id)
          return (
            <tr key={id}>
              <th scope="row">
                {of === undefined ? (
                  `episode ${id}, not shown`
                ) : (
                  <button type="button" className="agent-link" onClick={() => choose(id)}>
                    {momentText(of.decided)}
                  </button>
                )}
                <span className="note agent-shown">
                  {of === undefined
                    ? ''
                    : instrumentName(desk, told.instruments[of.instrument] ?? '')}
                </span>
              </th>
              <td className="number">{numberText(likeness, 2)}</td>
              <td className="number">
                <CameTo reward={reward} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
