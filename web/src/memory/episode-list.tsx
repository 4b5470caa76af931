import type { ReactNode } from 'react'
import type { EpisodeTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, momentText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk } from '../state/use-desk.ts'
import { usePages } from '../swarm/pager.tsx'
import { CameTo } from './came-to.tsx'
import { kindText } from './episode-text.ts'

const rowsMax = 8

type ListProps = {
  readonly told: MemoryTold
  readonly found: readonly EpisodeTold[]
  readonly chosen: EpisodeTold | undefined
  readonly choose: (id: number) => void
}

/** The same episodes as on the map, for who reads rather than looks. */
export function EpisodeList({ told, found, chosen, choose }: ListProps): ReactNode {
  const [shown, pager] = usePages(found, rowsMax, 'Pages of the episodes')
  return (
    <Panel
      id="episodes"
      title="Episodes"
      count={found.length}
      note="The newest first. What one came to is net of costs, as a share of the price at entry. Press one to see it."
    >
      {found.length === 0 ? <Empty>No episode is like that; choose less.</Empty> : null}
      <table className="agents" hidden={found.length === 0}>
        <caption className="unseen">Episodes, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Decided, UTC</th>
            <th scope="col">What</th>
            <th scope="col" className="roomy">
              Regime
            </th>
            <th scope="col" className="number">
              Came to
            </th>
            <th scope="col" className="number roomy">
              Surprise
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((of) => (
            <Row
              key={of.id}
              told={told}
              episode={of}
              isChosen={of.id === chosen?.id}
              choose={choose}
            />
          ))}
        </tbody>
      </table>
      {pager}
    </Panel>
  )
}

type RowProps = {
  readonly told: MemoryTold
  readonly episode: EpisodeTold
  readonly isChosen: boolean
  readonly choose: (id: number) => void
}

function Row({ told, episode, isChosen, choose }: RowProps): ReactNode {
  const desk = useDesk('desk')
  const { id, decided, instrument, regime, reward, surprise } = episode
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <th scope="row">
        <button
          type="button"
          className="agent-link"
          title={fullTimeText(decided)}
          aria-pressed={isChosen}
          onClick={() => choose(id)}
        >
          {momentText(decided)}
        </button>
      </th>
      <td className="wraps">
        {instrumentName(desk, told.instruments[instrument] ?? '')}{' '}
        <span className="note">{kindText(episode)}</span>
      </td>
      <td className="roomy note">{told.regimes[regime]}</td>
      <td className="number">
        <CameTo reward={reward} />
      </td>
      <td className="number roomy">{surprise === null ? 'n/a' : numberText(surprise, 1)}</td>
    </tr>
  )
}
