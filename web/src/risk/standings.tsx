import type { ReactNode } from 'react'
import type { StandingRow } from '../../../src/app/risk-view.ts'
import { percentText, signedPercentText } from '../format/number-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { useRisk } from '../state/use-desk.ts'

const quarters = [1, 2, 3, 4]

/** How much of its full size each instrument and strategy is trusted with. */
export function Standings(): ReactNode {
  const standings = useRisk('standings') ?? []
  return (
    <Panel
      id="standings"
      title="Standings"
      note="Who loses trades smaller: half size, a quarter, then sleep. Result: net, as a share of the capital given to it."
    >
      {standings.length === 0 ? <Empty>Nobody has a standing yet.</Empty> : null}
      <Scroll label="Standings">
        <ul className="cards">
          {standings.toSorted(trustedLeastFirst).map((row) => (
            <Standing key={`${row.scope} ${row.subject}`} row={row} />
          ))}
        </ul>
      </Scroll>
    </Panel>
  )
}

function Standing({ row }: { readonly row: StandingRow }): ReactNode {
  const { subject, scope, share, pnl, isHibernating } = row
  return (
    <li className="card trust">
      <span>
        <strong>{subject}</strong> <span className="note">{scope}</span>
      </span>
      <span className={share < 1 ? 'standing bound' : 'standing'}>
        <span className="quarters" aria-hidden="true">
          {quarters.map((quarter) => (
            <span key={quarter} className={share >= quarter / 4 ? 'quarter held' : 'quarter'} />
          ))}
        </span>
        {sizeText(share, isHibernating)}
      </span>
      <span className={`number ${toneOf(pnl)}`}>{signedPercentText(pnl, 1)}</span>
    </li>
  )
}

function sizeText(share: number, isHibernating: boolean): string {
  if (isHibernating) return 'asleep, exits only'
  if (share >= 1) return 'full size'
  if (share <= 0) return 'exits only'
  if (share === 0.5) return 'half size'
  return share === 0.25 ? 'quarter size' : `${percentText(share, 0)} of its size`
}

function trustedLeastFirst(a: StandingRow, b: StandingRow): number {
  return a.share - b.share || a.pnl - b.pnl
}
