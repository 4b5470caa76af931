import type { ReactNode } from 'react'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { Empty, Panel, Scroll } from './panel.tsx'

const shownMax = 100

export function Journal(): ReactNode {
  const rows = useDesk('journal').slice(0, shownMax)
  const timeOf = timesOf(rows)
  return (
    <Panel
      id="journal"
      title="Journal"
      note="The desk's own record, newest first. It is written and made durable before any order leaves; coinswarm replay proves a run from it."
    >
      {rows.length === 0 ? (
        <Empty>Nothing is recorded yet.</Empty>
      ) : (
        <Scroll label="Journal">
          <table className="journal">
            <caption className="unseen">Journal, newest first</caption>
            <thead>
              <tr>
                <th scope="col" className="number">
                  No.
                </th>
                <th scope="col">Time, UTC</th>
                <th scope="col">What happened</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.sequence}>
                  <td className="number">{row.sequence}</td>
                  <td title={fullTimeText(row.t)}>{timeOf(row.t)}</td>
                  <td className="said">
                    <strong>{row.kind}</strong> {row.text}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}
