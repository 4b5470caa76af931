import type { ReactNode } from 'react'
import { hrefOf, useWord } from '../address.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { ledTo } from './led-to.ts'
import { Empty, Panel, Scroll } from './panel.tsx'

/** Rows that are shown, the newest. */
export const journalShownMax = 100

/** Leads to the row of an event, on the side of trading. */
export function journalHref(sequence: number): string {
  return hrefOf('trading', { journal: String(sequence) })
}

export function Journal(): ReactNode {
  const all = useDesk('journal')
  const rows = all.slice(0, journalShownMax)
  const timeOf = timesOf(rows)
  const [wanted] = useWord('journal', '')
  return (
    <Panel
      csv={{ rows: () => all, name: 'journal' }}
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
                <tr key={row.sequence} {...(String(row.sequence) === wanted ? ledTo : {})}>
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
