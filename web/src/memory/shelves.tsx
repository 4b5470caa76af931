import type { ReactNode } from 'react'
import type { FiguresTold, MemoryTold, PatternTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { usePages } from '../swarm/pager.tsx'
import { rewardText } from './episode-text.ts'

const rowsMax = 6

/** Two of the shelves: patterns that won, and patterns that lost. */
export function Shelves({ told }: { readonly told: MemoryTold }): ReactNode {
  const on = (shelf: PatternTold['shelf']): readonly PatternTold[] =>
    told.patterns.filter((pattern) => pattern.shelf === shelf)
  const undecided = on('undecided').length
  const others =
    undecided === 0 ? '' : ` ${numberText(undecided, 0)} more are on neither: chance could do it.`
  return (
    <>
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
    </>
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
  const { id, side, figures, regime, regimeShare, enabled } = pattern
  return (
    <li>
      <p className="shelf-head">
        <strong>{side > 0 ? 'long' : 'short'}</strong>
        <span className="note">
          {id}, {percentText(regimeShare, 0)} in {regime}
          {enabled ? ', agreed on: gone by' : ''}
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
