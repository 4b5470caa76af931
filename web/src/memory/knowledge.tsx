import type { ReactNode } from 'react'
import type { KnowledgeTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { usePages } from '../swarm/pager.tsx'
import { rewardText } from './episode-text.ts'

const rowsMax = 10

/** The third shelf: what positions came to, by who had asked for them. */
export function Knowledge({ told }: { readonly told: MemoryTold }): ReactNode {
  const { knowledge, leftOut } = told
  const [shown, pager] = usePages(knowledge, rowsMax, 'Pages of the agent knowledge')
  const more =
    leftOut.knowledge === 0 ? '' : ` ${numberText(leftOut.knowledge, 0)} more are not shown.`
  return (
    <Panel
      id="shelf-agents"
      title="Agent knowledge"
      note={`What positions came to that an agent had asked for, in all markets and in each kind.${more}`}
    >
      {knowledge.length === 0 ? (
        <Empty>No position has closed that an agent had asked for.</Empty>
      ) : (
        <table>
          <caption className="unseen">Agents, by name</caption>
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col">Market</th>
              <th scope="col" className="number">
                n
              </th>
              <th scope="col" className="number">
                Mean
              </th>
              <th scope="col" className="number">
                Won
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <KnowledgeRow key={`${row.agent} ${row.market}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {pager}
    </Panel>
  )
}

function KnowledgeRow({ row }: { readonly row: KnowledgeTold }): ReactNode {
  const { agent, market, figures } = row
  return (
    <tr>
      <th scope="row">{agent}</th>
      <td>{market}</td>
      <td className="number">{numberText(figures.n, 0)}</td>
      <td className={`number ${toneOf(figures.mean)}`}>{rewardText(figures.mean)}</td>
      <td className="number">{percentText(figures.winRate, 0)}</td>
    </tr>
  )
}
