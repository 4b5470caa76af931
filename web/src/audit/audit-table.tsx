import type { ReactNode } from 'react'
import type { AuditLine } from '../../../src/app/record/record-reader.ts'
import { useWord } from '../address.ts'
import { ledTo } from '../panel/led-to.ts'
import { fullTimeText, momentText } from '../format/time-text.ts'

/** Acts as rows: who, by which door, what and why, and what came of it. */
export function AuditTable({ rows }: { readonly rows: readonly AuditLine[] }): ReactNode {
  const [wanted] = useWord('entry', '')
  return (
    <div className="scroll tall" role="group" aria-label="Acts" tabIndex={0}>
      <table className="audit">
        <caption className="unseen">Acts of people, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              No.
            </th>
            <th scope="col">Time, UTC</th>
            <th scope="col">Who, by</th>
            <th scope="col">What</th>
            <th scope="col" className="roomy">
              Hash
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Act key={row.sequence} row={row} isWanted={String(row.sequence) === wanted} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Act({
  row,
  isWanted,
}: {
  readonly row: AuditLine
  readonly isWanted: boolean
}): ReactNode {
  const { sequence, hash, t, stage, door, actor, what, reason, outcome } = row
  return (
    <tr {...(isWanted ? ledTo : {})}>
      <td className="number">{sequence}</td>
      <td title={fullTimeText(t)}>{momentText(t)}</td>
      <td>
        {actor} <span className="note">by {door}</span>
      </td>
      <td className="said">
        <strong>{what}</strong>, {stage}
        {reason === '' ? null : <span className="note">Why: {reason}</span>}
        {outcome === '' ? null : <span className="note">Came of it: {outcome}</span>}
      </td>
      <td className="roomy">
        <code title={hash}>{hash.slice(0, 10)}</code>
      </td>
    </tr>
  )
}
