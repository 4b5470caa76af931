import type { ReactNode } from 'react'
import { fullTimeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useRows } from '../record/use-record.ts'
import { sinceText } from '../strategy/version-text.ts'
import { usePages } from '../swarm/pager.tsx'

const rowsMax = 10
const who = { model: 'a model', shell: 'the desk', person: 'a person' } as const

/** What was noticed, for later nights to read. */
export function Observations(): ReactNode {
  const { told, failure } = useRows('observations')
  const rows = told ?? []
  const [shown, pager] = usePages(rows, rowsMax, 'Pages of the observations')
  return (
    <Panel
      id="observations"
      title="Observations"
      count={rows.length}
      note="Kept for ninety days, and told to whoever writes the next strategy."
    >
      {rows.length > 0 ? null : told === undefined ? (
        <Empty>{failure === '' ? 'Reading.' : failure}</Empty>
      ) : (
        <>
          <Empty>Nothing was written down yet. Write one down yourself:</Empty>
          <pre className="snippet">
            {"coinswarm strategy observations --add 'Fees rose in May'"}
          </pre>
        </>
      )}
      <ul className="findings">
        {shown.map(({ id, t, by, cycle, text }) => (
          <li key={id}>
            <span className="wraps">{text}</span>
            <span className="note">
              <time title={fullTimeText(t)}>{sinceText(t)}</time>, by {who[by]}, {cycle}
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </Panel>
  )
}
