import type { ReactNode } from 'react'
import type { FillPoint } from '../../../src/app/desk-view.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { Empty, Panel, Scroll } from './panel.tsx'
import { Result, Side } from './side.tsx'

const shownMax = 100

export function Fills(): ReactNode {
  const fills = useDesk('fills')
  const newest = fills.slice(-shownMax).reverse()
  const timeOf = timesOf(newest)
  const { currency } = useDesk('desk')
  return (
    <Panel
      csv={{ rows: () => fills.toReversed(), name: 'fills' }}
      id="fills"
      title="Fills"
      note={`Orders executed, newest first${newest.length < fills.length ? `, the last ${shownMax}` : ''}. Fee and result in ${currency}; an opening fill has no result.`}
    >
      {fills.length === 0 ? (
        <Empty>
          No fill yet. The first comes when the agents agree on a position and risk lets it pass.
        </Empty>
      ) : (
        <Scroll label="Fills">
          <table>
            <caption className="unseen">Fills, newest first</caption>
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">Instrument</th>
                <th scope="col">Side</th>
                <th scope="col" className="roomy">
                  Why
                </th>
                <th scope="col" className="number">
                  Price
                  <span className="narrow">Quantity</span>
                </th>
                <th scope="col" className="number roomy">
                  Quantity
                </th>
                <th scope="col" className="number roomy">
                  Fee
                </th>
                <th scope="col" className="number">
                  Result
                </th>
              </tr>
            </thead>
            <tbody>
              {newest.map((fill, i) => (
                <Fill key={`${fills.length - i}`} fill={fill} time={timeOf(fill.t)} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

type FillProps = { readonly fill: FillPoint; readonly time: string }

function Fill({ fill, time }: FillProps): ReactNode {
  const desk = useDesk('desk')
  const grid = gridOf(desk, fill.instrument)
  const quantity = numberText(fill.quantity, grid.quantity)
  const isOpening = fill.role === 'entry' || (fill.role === 'quote' && fill.realised === 0)
  return (
    <tr>
      <td title={fullTimeText(fill.t)}>{time}</td>
      <th scope="row">{instrumentName(desk, fill.instrument)}</th>
      <td>
        <Side side={fill.side} />
      </td>
      <td className="roomy">{fill.role}</td>
      <td className="number">
        {numberText(fill.price, grid.price)}
        <span className="narrow note">{quantity}</span>
      </td>
      <td className="number roomy">{quantity}</td>
      <td className="number roomy">{numberText(fill.fee, 2)}</td>
      <td className="number">{isOpening ? '' : <Result value={fill.realised} />}</td>
    </tr>
  )
}
