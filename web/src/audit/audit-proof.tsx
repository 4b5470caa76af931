import type { ReactNode } from 'react'
import { numberText } from '../format/number-text.ts'
import { Panel } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import { useView } from '../state/use-view.ts'

const nothing = {}

/** Whether the chain of hashes holds, read again by the desk from the first entry to the last. */
export function AuditProof({ rows }: { readonly rows: number }): ReactNode {
  const { said, failure, isLooking, look } = useView('auditProof', nothing)
  return (
    <Panel
      id="audit-proof"
      title="Chain of the audit"
      note="Every entry holds the hash of the one before it: who changes, takes out or moves one breaks the chain. Keep the mark of the newest elsewhere, and an audit written anew is found out too."
    >
      <div className="proof" role="status">
        {said === undefined ? (
          <p>{failure === '' ? 'The desk reads its audit.' : failure}</p>
        ) : said.isWhole ? (
          <p className="up">
            <Sign shape="well" />{' '}
            <strong>
              Whole: {numberText(said.entries, 0)} {said.entries === 1 ? 'entry' : 'entries'}, every
              hash right.
            </strong>
          </p>
        ) : (
          <>
            <p className="proof-broken">
              <Sign shape="warning" /> <strong>The audit has been changed.</strong>
            </p>
            <ul>
              {said.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </>
        )}
        {said?.head === undefined || said.head === null ? null : (
          <p className="note">
            Mark of the newest:{' '}
            <code className="mark">
              {said.head.sequence}:{said.head.hash}
            </code>
            . <code>coinswarm audit verify --head</code> takes it.
          </p>
        )}
      </div>
      {isStale(said?.entries, rows) || !isLooking ? (
        <button type="button" className="plain" onClick={look} disabled={isLooking}>
          Verify again
        </button>
      ) : null}
    </Panel>
  )
}

function isStale(proved: number | undefined, rows: number): boolean {
  return proved !== undefined && proved < rows
}
