import type { ReactNode } from 'react'
import type { ExperimentLine } from '../../../src/app/record/research-lines.ts'
import { fullTimeText, momentText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useRows } from '../record/use-record.ts'

/** Claims that were registered before anybody looked, and what each look found. */
export function Experiments(): ReactNode {
  const { told, failure } = useRows('experiments')
  const rows = told ?? []
  return (
    <Panel
      id="experiments"
      title="Experiments"
      count={rows.length}
      note="A claim is written down before anybody looks, and cannot change after. Every look counts in the correction."
    >
      {rows.length > 0 ? null : told === undefined ? (
        <Empty>{failure === '' ? 'Reading.' : failure}</Empty>
      ) : (
        <>
          <Empty>Nothing was claimed yet. Write a hypothesis, register it, then look:</Empty>
          <pre className="snippet">
            {'coinswarm experiment register claim.toml\ncoinswarm experiment run claim.toml'}
          </pre>
        </>
      )}
      <ul className="findings">
        {rows.map((row) => (
          <Experiment key={row.name} row={row} />
        ))}
      </ul>
    </Panel>
  )
}

function Experiment({ row }: { readonly row: ExperimentLine }): ReactNode {
  const { name, hash, t, looks } = row
  return (
    <li>
      <span className="version-head">
        <strong>{name}</strong>
        <time className="note" title={fullTimeText(t)}>
          registered {momentText(t)}
        </time>
      </span>
      <span className="note">
        <code>{hash.slice(0, 16)}</code>
      </span>
      {looks.length === 0 ? <span className="note">Nobody has looked yet.</span> : null}
      {looks.map(({ look, t: at, verdict }) => (
        <span key={`${look} ${at}`}>
          Look {look}, {momentText(at)}: <strong>{verdict === '' ? 'no end' : verdict}</strong>
        </span>
      ))}
    </li>
  )
}
