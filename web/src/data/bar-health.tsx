import type { ReactNode } from 'react'
import type { ApiAnswer } from '../../../src/doors/api/api-types.ts'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { ageText, fullTimeText } from '../format/time-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import type { Told } from '../record/use-record.ts'
import { useDesk } from '../state/use-desk.ts'

type Health = ApiAnswer<'dataHealth'>

/** How fresh and how whole the bars of each instrument are. */
export function BarHealth({ view }: { readonly view: Told<Health> }): ReactNode {
  const { told, failure } = view
  const rows = told?.rows ?? []
  return (
    <Panel
      id="bar-health"
      title="Bars"
      count={rows.length}
      note="As far back as the page goes. A gap is a step longer than the usual one; missing are the bars that would have stood there."
    >
      {told === undefined ? (
        <Empty>{failure === '' ? 'Reading.' : failure}</Empty>
      ) : (
        <Scroll label="Bars">
          <table>
            <caption className="unseen">Freshness and gaps by instrument</caption>
            <thead>
              <tr>
                <th scope="col">Instrument</th>
                <th scope="col">Newest</th>
                <th scope="col" className="number">
                  Every
                </th>
                <th scope="col" className="number">
                  Bars
                </th>
                <th scope="col" className="number">
                  Gaps
                </th>
                <th scope="col" className="number">
                  Missing
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.instrument} row={row} marketTime={told.marketTime} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

type RowProps = { readonly row: Health['rows'][number]; readonly marketTime: number }

function Row({ row, marketTime }: RowProps): ReactNode {
  const { instrument, newest, intervalMs, bars, gaps, missing } = row
  const desk = useDesk('desk')
  const behind = newest === null ? 0 : marketTime - newest
  // More than two bars behind the newest of the desk.
  const isBehind = newest === null || (intervalMs !== null && behind > 2 * intervalMs)
  return (
    <tr>
      <th scope="row">{instrumentName(desk, instrument)}</th>
      <td className={isBehind ? 'down' : 'up'} title={newest === null ? '' : fullTimeText(newest)}>
        <Sign shape={isBehind ? 'warning' : 'tick'} />{' '}
        {newest === null ? 'no bar' : behind === 0 ? 'up to date' : `${ageText(behind)} behind`}
      </td>
      <td className="number">{intervalMs === null ? 'n/a' : ageText(intervalMs)}</td>
      <td className="number">{numberText(bars, 0)}</td>
      <td className={gaps > 0 ? 'number down' : 'number'}>{numberText(gaps, 0)}</td>
      <td className={missing > 0 ? 'number down' : 'number'}>{numberText(missing, 0)}</td>
    </tr>
  )
}
