import type { ReactNode } from 'react'
import type { OrderRow } from '../../../src/app/desk-view.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { Empty, Panel } from './panel.tsx'
import { Side } from './side.tsx'

export function Orders(): ReactNode {
  const orders = useDesk('orders')
  return (
    <Panel
      id="orders"
      title="Open orders"
      note="Sent to the simulated exchange and not yet done. Entries open a position; exits, stops and targets only ever shrink one; quotes wait on either side of the price."
    >
      {orders.length === 0 ? (
        <Empty>No open orders.</Empty>
      ) : (
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
              <Order key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function Order({ row }: { readonly row: OrderRow }): ReactNode {
  const desk = useDesk('desk')
  const grid = gridOf(desk, row.instrument)
  const filled = row.filled > 0 ? `${numberText(row.filled, grid.quantity)} of ` : ''
  return (
    <tr title={`Order ${row.id}: ${row.type}, ${row.status}`}>
      <th scope="row">{instrumentName(desk, row.instrument)}</th>
      <td>
        <Side side={row.side} />
      </td>
      <td>{row.role}</td>
      <td className="number">
        {row.price === null ? row.type : numberText(row.price, grid.price)}
      </td>
      <td className="number">
        {filled}
        {numberText(row.quantity, grid.quantity)}
      </td>
    </tr>
  )
}
