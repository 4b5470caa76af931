import type { ReactNode } from 'react'
import { timeText } from '../format/time-text.ts'
import { Panel } from '../panel/panel.tsx'
import { useSwarm } from '../state/use-desk.ts'

/** What was proposed and waits for a person. Nothing comes of it by itself. */
export function Proposals(): ReactNode {
  const proposals = useSwarm('proposals')
  if (proposals === undefined || proposals.length === 0) return null
  return (
    <Panel
      id="proposals"
      title="Proposed"
      note="Other weights for voices. Nothing comes of it before a person on this machine has approved it, and it is over by itself after some days."
    >
      <ul className="proposals">
        {proposals.map(({ id, t, subject, sentence }) => (
          <li key={id}>
            <strong>{subject}</strong>{' '}
            <span className="note">
              <code>{id}</code>, made {timeText(t)}
            </span>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
      <pre className="snippet">
        {`coinswarm swarm approve ${proposals[0]?.id ?? 'ID'} --reason "why"\ncoinswarm swarm decline ${proposals[0]?.id ?? 'ID'} --reason "why"`}
      </pre>
    </Panel>
  )
}
