import type { ReactNode } from 'react'
import type { PositionRow } from '../../../src/app/desk-view.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { Empty, Panel, Scroll } from './panel.tsx'
import { Result } from './side.tsx'

export function Positions(): ReactNode {
  const held = useDesk('positions').filter((row) => row.quantity !== 0)
  return (
    <Panel
      csv={{ rows: () => held, name: 'positions' }}
      id="positions"
      title="Positions"
      note="Held now, and where each is closed at a loss (stop) or a gain (target)."
      count={held.length}
    >
      {held.length === 0 ? (
        <Empty>Flat: nothing is held.</Empty>
      ) : (
        <Scroll label="Positions">
          <ul className="cards">
            {held.map((row) => (
              <Position key={row.instrument} row={row} />
            ))}
          </ul>
        </Scroll>
      )}
    </Panel>
  )
}

function Position({ row }: { readonly row: PositionRow }): ReactNode {
  const desk = useDesk('desk')
  const grid = gridOf(desk, row.instrument)
  const price = (value: number | null): string =>
    value === null ? 'none' : numberText(value, grid.price)
  const isLong = row.quantity > 0
  return (
    <li className="card">
      <p className="card-head">
        <strong>{instrumentName(desk, row.instrument)}</strong>
        <span className={isLong ? 'up' : 'down'}>
          {isLong ? 'long' : 'short'} {numberText(Math.abs(row.quantity), grid.quantity)}
        </span>
        <span className="card-result">
          <Result value={row.unrealisedPnl} />
        </span>
      </p>
      <dl className="pairs">
        <Pair name="Entry" value={price(row.entryPrice)} />
        <Pair name="Now" value={price(row.markPrice)} />
        <Pair name="Stop" value={price(row.stop)} />
        <Pair name="Target" value={price(row.target)} />
      </dl>
    </li>
  )
}

function Pair({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
