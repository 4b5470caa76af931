import type { ReactNode } from 'react'
import type { OrderRow } from '../../../src/app/desk-view.ts'
import { useWord } from '../address.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { ledTo } from './led-to.ts'
import { Empty, Panel, Scroll } from './panel.tsx'
import { Side } from './side.tsx'

export function Orders(): ReactNode {
  const orders = useDesk('orders')
  const [wanted] = useWord('order', '')
  return (
    <Panel
      csv={{ rows: () => orders, name: 'orders' }}
      id="orders"
      title="Open orders"
      note="At the simulated exchange, not yet done. Exits, stops and targets only ever shrink a position."
      count={orders.length}
    >
      {orders.length === 0 ? (
        <Empty>No open orders.</Empty>
      ) : (
        <Scroll label="Open orders">
          <table>
            <caption className="unseen">Open orders</caption>
            <thead>
              <tr>
                <th scope="col">Instrument</th>
                <th scope="col">Side</th>
                <th scope="col">Why</th>
                <th scope="col" className="number">
                  Price
                </th>
                <th scope="col" className="number">
                  Quantity
                </th>
              </tr>
            </thead>
            <tbody>
              {orders.map((row) => (
                <Order key={row.id} row={row} isWanted={row.id === wanted} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

type OrderProps = { readonly row: OrderRow; readonly isWanted: boolean }

function Order({ row, isWanted }: OrderProps): ReactNode {
  const desk = useDesk('desk')
  const grid = gridOf(desk, row.instrument)
  return (
    <tr {...(isWanted ? ledTo : {})} title={`Order ${row.id}: ${row.type}, ${row.status}`}>
      <th scope="row">{instrumentName(desk, row.instrument)}</th>
      <td>
        <Side side={row.side} />
      </td>
      <td>{row.role}</td>
      <td className="number">
        {row.price === null ? row.type : numberText(row.price, grid.price)}
      </td>
      <td className="number">
        {row.filled > 0 ? (
          <>
            {numberText(row.filled, grid.quantity)} of
            <br />
          </>
        ) : null}
        {numberText(row.quantity, grid.quantity)}
      </td>
    </tr>
  )
}
