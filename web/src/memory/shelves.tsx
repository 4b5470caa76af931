import type { ReactNode } from 'react'
import type {
  FiguresTold,
  KnowledgeTold,
  MemoryTold,
  PatternTold,
} from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { usePages } from '../swarm/pager.tsx'
import { rewardText } from './episode-text.ts'

const rowsMax = 6

type Told = { readonly told: MemoryTold }

/** The three shelves: what won, what lost, and what is known of agents. */
export function Shelves({ told }: Told): ReactNode {
  const on = (shelf: PatternTold['shelf']): readonly PatternTold[] =>
    told.patterns.filter((pattern) => pattern.shelf === shelf)
  const undecided = on('undecided').length
  const others =
    undecided === 0 ? '' : ` ${numberText(undecided, 0)} more are on neither: chance could do it.`
  return (
    <div className="shelves">
      <Patterns
        id="trading"
        title="Trading patterns"
        note={`Positions taken at moments alike that won by more than chance alone would have it.${others}`}
        patterns={on('trading')}
        none="No pattern has won by more than chance would have it."
      />
      <Patterns
        id="failed"
        title="Failed patterns"
        note="The same for what lost. None of these may be gone by."
        patterns={on('failed')}
        none="No pattern has lost by more than chance would have it."
      />
      <Knowledge told={told} />
    </div>
  )
}

type PatternsProps = {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly patterns: readonly PatternTold[]
  readonly none: string
}

function Patterns({ id, title, note, patterns, none }: PatternsProps): ReactNode {
  const [shown, pager] = usePages(patterns, rowsMax, `Pages of the ${title.toLowerCase()}`)
  return (
    <Panel id={`shelf-${id}`} title={title} count={patterns.length} note={note}>
      {patterns.length === 0 ? <Empty>{none}</Empty> : null}
      <ul className="shelf">
        {shown.map((pattern) => (
          <Pattern key={pattern.id} pattern={pattern} />
        ))}
      </ul>
      {pager}
    </Panel>
  )
}

function Pattern({ pattern }: { readonly pattern: PatternTold }): ReactNode {
  const { id, side, figures, regime, regimeShare } = pattern
  return (
    <li>
      <p className="shelf-head">
        <strong>{side > 0 ? 'long' : 'short'}</strong>
        <span className="note">
          {id}, {percentText(regimeShare, 0)} in {regime}
        </span>
      </p>
      <FigureRow figures={figures} />
      <p className="note">
        One in twenty below {rewardText(figures.tail5)}, one above {rewardText(figures.tail95)};
        slippage {numberText(figures.slippageBps, 1)} bp, deepest fall{' '}
        {percentText(figures.drawdownMax, 1)}.
      </p>
    </li>
  )
}

function FigureRow({ figures }: { readonly figures: FiguresTold }): ReactNode {
  const { n, mean, sharpe, winRate } = figures
  return (
    <dl className="pairs">
      <div>
        <dt>Positions</dt>
        <dd>{numberText(n, 0)}</dd>
      </div>
      <div>
        <dt>Mean</dt>
        <dd className={toneOf(mean)}>{rewardText(mean)}</dd>
      </div>
      <div>
        <dt>Won</dt>
        <dd>{percentText(winRate, 0)}</dd>
      </div>
      <div>
        <dt>Sharpe</dt>
        <dd>{sharpe === null ? 'n/a' : numberText(sharpe, 2)}</dd>
      </div>
    </dl>
  )
}

function Knowledge({ told: { knowledge, leftOut } }: Told): ReactNode {
  const [shown, pager] = usePages(knowledge, rowsMax + 4, 'Pages of the agent knowledge')
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
