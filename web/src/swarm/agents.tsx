import { memo, type ReactNode, useDeferredValue } from 'react'
import type { AgentRow, CostRow } from '../../../src/app/swarm-view.ts'
import { useWord } from '../address.ts'
import { numberText } from '../format/number-text.ts'
import {
  basisText,
  broughtText,
  costText,
  gainText,
  rangeText,
  scoreText,
  shownText,
} from '../format/swarm-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { IntervalBar, reachOf } from './interval-bar.tsx'
import { usePages } from './pager.tsx'
import { sortAgents, type Sorting } from './swarm-rows.ts'

const rowsMax = 25
const names: Readonly<Record<Sorting, string>> = {
  weight: 'Weight',
  evidence: 'Evidence',
  brought: 'Brought',
  name: 'Name',
}

const sortingsShown = ['weight', 'evidence', 'brought', 'name'] as const

type AgentsProps = { readonly chosen: string; readonly choose: (agent: string) => void }

/** What each agent has shown and brought, the heaviest first. */
export function Agents({ chosen, choose }: AgentsProps): ReactNode {
  const agents = useDeferredValue(useSwarm('agents')) ?? []
  const costs = useDeferredValue(useSwarm('costs'))
  const [word, sort] = useWord('sort', 'weight')
  const sorting = sortingsShown.find((by) => by === word) ?? 'weight'
  const [shown, pager] = usePages(sortAgents(agents, sorting), rowsMax, 'Pages of the agents')
  const costOf = new Map(costs?.agents.map((row) => [row.agent, row]))
  const reach: Reach = {
    gain: reachOf(agents.map(({ gain }) => gain)),
    brought: reachOf(
      agents.flatMap(({ brought, without }) => [brought.interval, without.interval]),
    ),
  }
  return (
    <Panel
      id="agents"
      title="Agents"
      count={agents.length}
      note="Nothing is believed before it is shown. Bars lie around nothing, the line in the middle: filled where all of an interval is on one side, hollow where it may as well be nothing. Gain: on a coin in nats, 90 %. Brought, and missing without it: of equity a bar, 95 %, by what was wished for; a bp is a hundredth of a percent. Time: of one opinion, and of all that the desk worked."
      tools={<SortBy chosen={sorting} sort={sort} />}
    >
      {agents.length === 0 ? <Empty>Nobody sits in this swarm.</Empty> : null}
      <Scroll label="Agents">
        <table className="agents">
          <caption className="unseen">Agents and what they have shown</caption>
          <AgentsHead />
          <tbody>
            {shown.map((row) => (
              <Agent
                key={row.agent}
                row={row}
                cost={costOf.get(row.agent)}
                reachGain={reach.gain}
                reachBrought={reach.brought}
                isChosen={row.agent === chosen}
                choose={choose}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {pager}
    </Panel>
  )
}

type Reach = { readonly gain: number; readonly brought: number }

function SortBy({
  chosen,
  sort,
}: {
  readonly chosen: Sorting
  readonly sort: (by: Sorting) => void
}): ReactNode {
  return (
    <div className="spans" role="group" aria-label="Sort agents by">
      {sortingsShown.map((by) => (
        <button key={by} type="button" aria-pressed={by === chosen} onClick={() => sort(by)}>
          {names[by]}
        </button>
      ))}
    </div>
  )
}

function AgentsHead(): ReactNode {
  return (
    <thead>
      <tr>
        <th scope="col">Agent</th>
        <th scope="col" className="number">
          Weight
        </th>
        <th scope="col" className="number roomy">
          Evidence
        </th>
        <th scope="col" className="number roomy">
          Brier
        </th>
        <th scope="col" className="number roomy">
          Log loss
        </th>
        <th scope="col">Gain</th>
        <th scope="col" className="roomy">
          Brought
        </th>
        <th scope="col" className="roomy">
          Without it
        </th>
        <th scope="col" className="number roomy">
          Time
        </th>
      </tr>
    </thead>
  )
}

type AgentProps = {
  readonly row: AgentRow
  readonly cost: CostRow | undefined
  readonly reachGain: number
  readonly reachBrought: number
  readonly isChosen: boolean
  readonly choose: (agent: string) => void
}

const Agent = memo(function Agent(props: AgentProps): ReactNode {
  const { row, cost, reachGain, reachBrought, isChosen, choose } = props
  const { agent, stream, weight, evidence, brier, logLoss, gain, brought, without } = row
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <th scope="row">
        <button
          type="button"
          className="agent-link"
          aria-pressed={isChosen}
          onClick={() => choose(agent)}
        >
          {agent}
        </button>
        <span className="note agent-shown">
          {stream}, {shownText(row)}
        </span>
      </th>
      <td className="number">{numberText(weight, 2)}</td>
      <td className="number roomy">{numberText(evidence, evidence < 10 ? 1 : 0)}</td>
      <td className="number roomy">{scoreText(brier)}</td>
      <td className="number roomy">{scoreText(logLoss)}</td>
      <td>
        <IntervalBar label={`Gain ${gainText(gain)}`} interval={gain} reach={reachGain} />
        <span className="note roomy">{gain === null ? 'not known yet' : rangeText(gain)}</span>
      </td>
      <td className="roomy">
        <IntervalBar
          label={`Brought ${broughtText(brought)}`}
          interval={brought.interval}
          mean={brought.perBar}
          reach={reachBrought}
        />
        <span className="note">{basisText(brought.perBar)}</span>
      </td>
      <td className="roomy">
        <IntervalBar
          label={`Missing without it ${broughtText(without)}`}
          interval={without.interval}
          mean={without.perBar}
          reach={reachBrought}
        />
        <span className="note">{basisText(without.perBar)}</span>
      </td>
      <td className="number roomy">{costText(cost)}</td>
    </tr>
  )
})
