import type { ReactNode } from 'react'
import type { DecisionTold, ManagersTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { momentText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { usePages } from '../swarm/pager.tsx'
import { rewardText } from './episode-text.ts'

const rowsMax = 5

/** Who votes on what is learnt, what they came to, and what could be put to them. */
export function Votes({ told }: { readonly told: MemoryTold }): ReactNode {
  const { managers } = told
  return (
    <Panel
      id="votes"
      title="Proposals and votes"
      note="Nothing that is learnt here is gone by before managers or a person have agreed to it."
    >
      {managers === null ? (
        <p className="managers-none">
          <strong>No managers are seated at this desk,</strong> so nothing is voted on. A desk seats
          four when it begins with <code>votes = "earned"</code>.
        </p>
      ) : (
        <Seated managers={managers} />
      )}
      <h3>What could be proposed</h3>
      <Candidates candidates={told.candidates} />
    </Panel>
  )
}

function Seated({ managers: of }: { readonly managers: ManagersTold }): ReactNode {
  const [shown, pager] = usePages(of.decisions, rowsMax, 'Pages of the decisions')
  const older = of.decisionsAll - of.decisions.length
  return (
    <>
      <p className="managers-none">{of.failure === '' ? seatedText(of) : of.failure}</p>
      {of.managers.flatMap(({ id, wrong }) =>
        wrong === '' ? [] : [<p key={id}>{`Manager ${id}: ${wrong}`}</p>],
      )}
      <h3>What they decided</h3>
      {of.decisions.length === 0 ? <Empty>Nothing was put to them yet.</Empty> : null}
      <ul className="findings">
        {shown.map((row) => (
          <Decision key={`${row.slot} ${row.hash}`} row={row} />
        ))}
      </ul>
      {older > 0 ? <p className="note">{numberText(older, 0)} older ones are not shown.</p> : null}
      {pager}
    </>
  )
}

function seatedText({ managers, conflicts }: ManagersTold): string {
  const wrong = managers.filter((of) => of.wrong !== '').length
  const blocks = Math.max(0, ...managers.map((of) => of.blocks))
  const held = `${numberText(managers.length, 0)} managers are seated and hold ${numberText(blocks, 0)} blocks.`
  if (conflicts > 0) return `${held} At ${numberText(conflicts, 0)} places they differ.`
  return wrong > 0
    ? `${held} The records of ${numberText(wrong, 0)} are wrong.`
    : `${held} Every block follows the one before and is signed by a quorum.`
}

function Decision({ row }: { readonly row: DecisionTold }): ReactNode {
  const { change, isAccepted, proposer, reasons, managers, hash, t, slot } = row
  return (
    <li>
      <span>
        <strong>{isAccepted ? 'Agreed' : 'Refused'}:</strong> {change}, by {proposer}, made{' '}
        {momentText(t)} UTC
      </span>
      <span>{reasons.join('; ')}</span>
      <span className="note">
        <code>{hash.slice(0, 12)}</code>, block {slot}, signed by {managers.join(', ')}
      </span>
    </li>
  )
}

type CandidatesProps = { readonly candidates: MemoryTold['candidates'] }

function Candidates({ candidates }: CandidatesProps): ReactNode {
  const [shown, pager] = usePages(candidates, rowsMax, 'Pages of what could be proposed')
  return (
    <>
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
    </>
  )
}
