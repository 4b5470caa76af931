import type { ReactNode } from 'react'
import { instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk, useRisk } from '../state/use-desk.ts'

// Deep enough to be seen from afar, pale enough for the number on it to be read.
const deepestPercent = 45
const manyFrom = 7
const longFrom = 14

/** How instruments move together: a table of numbers, warmer the more they are one bet. */
export function Correlation(): ReactNode {
  const correlation = useRisk('correlation')
  const desk = useDesk('desk')
  const max = correlation?.max ?? 1
  const names = (correlation?.instruments ?? []).map((id) => instrumentName(desk, id))
  const isCrowded = names.length > manyFrom || names.some(({ length }) => length > longFrom)
  return (
    <Panel
      id="correlation"
      title="Correlation"
      note={`From −1 (against each other) to 1 (as one). Two that move as one, held the same way, are one bet: past ${numberText(max, 2)} (boxed) the second waits. Not known (?) counts as 1.`}
    >
      {correlation === undefined || names.length < 2 ? (
        <Empty>There is nothing to compare yet: it takes two instruments.</Empty>
      ) : (
        <div className="heat-box" role="group" aria-label="Correlation" tabIndex={0}>
          <table className={isCrowded ? 'heat many' : 'heat'}>
            <caption className="unseen">Correlation of every two instruments</caption>
            <thead>
              <tr>
                <td />
                {names.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name, i) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {names.map((other, j) => (
                    <Cell
                      key={other}
                      value={i === j ? undefined : (correlation.values[i]?.[j] ?? null)}
                      max={max}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** @param value - `undefined` on the diagonal, where nothing is to be learnt. */
function Cell({
  value,
  max,
}: {
  readonly value: number | null | undefined
  readonly max: number
}): ReactNode {
  if (value === undefined) return <td className="heat-self">1</td>
  if (value === null || !Number.isFinite(value))
    return (
      <td className="heat-unknown">
        <span aria-hidden="true">?</span>
        <span className="unseen">not known</span>
      </td>
    )
  const tone = value > 0 ? 'down' : 'up'
  const depth = Math.round(deepestPercent * Math.min(1, Math.abs(value)))
  return (
    <td
      className={Math.abs(value) > max ? 'heat-over' : ''}
      style={{ backgroundColor: `color-mix(in srgb, var(--${tone}) ${depth}%, var(--panel))` }}
    >
      {numberText(value, 2)}
      {Math.abs(value) > max ? <span className="unseen"> past the limit</span> : null}
    </td>
  )
}
