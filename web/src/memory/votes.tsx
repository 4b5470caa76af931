import type { ReactNode } from 'react'
import type { MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { usePages } from '../swarm/pager.tsx'
import { rewardText } from './episode-text.ts'

const rowsMax = 5

/** Who votes on what is learnt; and what could be put to them. */
export function Votes({ told }: { readonly told: MemoryTold }): ReactNode {
  const { candidates } = told
  const [shown, pager] = usePages(candidates, rowsMax, 'Pages of what could be proposed')
  return (
    <Panel
      id="votes"
      title="Proposals and votes"
      note="Nothing that is learnt here is gone by before managers of the memory have voted on it."
    >
      <p className="managers-none">
        <strong>No managers are seated at this desk,</strong> so nothing is proposed and nothing is
        voted on.
      </p>
      <h3>What could be proposed</h3>
      {candidates.length === 0 ? <Empty>No pattern stands out from chance.</Empty> : null}
      <ul className="findings">
        {shown.map(({ pattern, action, side, regime, figures }) => (
          <li key={pattern}>
            <span>
              <strong>{action === 'add' ? 'Go by' : 'Go by no more'}:</strong> {pattern},{' '}
              {side > 0 ? 'long' : 'short'}, mostly {regime}
            </span>
            <span className="note">
              {numberText(figures.n, 0)} positions, mean {rewardText(figures.mean)},{' '}
              {percentText(figures.winRate, 0)} won, Sharpe{' '}
              {figures.sharpe === null ? 'n/a' : numberText(figures.sharpe, 2)}, deepest fall{' '}
              {percentText(figures.drawdownMax, 1)}
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </Panel>
  )
}
