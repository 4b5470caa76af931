import type { ReactNode } from 'react'
import type { BreakerRow } from '../../../src/app/risk-view.ts'
import { figureText } from '../format/limit-text.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { type Shape, Sign } from '../panel/sign.tsx'
import { useRisk } from '../state/use-desk.ts'

const lights: Readonly<Record<BreakerRow['state'], { shape: Shape; word: string }>> = {
  open: { shape: 'stop', word: 'Open: no new risk' },
  'half-open': { shape: 'half', word: 'Half open: small sizes only' },
  closed: { shape: 'well', word: 'Closed: all well' },
}

/** Circuit breakers as lights; those that stop something first, and never scrolled away. */
export function Breakers(): ReactNode {
  const breakers = useRisk('breakers') ?? []
  const of = (state: BreakerRow['state']): readonly BreakerRow[] =>
    breakers.filter((row) => row.state === state)
  const closed = of('closed')
  return (
    <Panel
      id="breakers"
      title="Circuit breakers"
      note="Open: something there is not as it should be, so no new risk is taken there. Half open: tried out again. Closed: as usual."
    >
      {breakers.length === 0 ? <Empty>No breaker is open now.</Empty> : null}
      <Lights rows={[...of('open'), ...of('half-open')]} />
      {closed.length === 0 ? null : (
        <Scroll label="Closed breakers">
          <Lights rows={closed} />
        </Scroll>
      )}
    </Panel>
  )
}

function Lights({ rows }: { readonly rows: readonly BreakerRow[] }): ReactNode {
  const timeOf = timesOf(rows)
  return (
    <ul className="lights">
      {rows.map((row) => (
        <Breaker key={`${row.scope} ${row.subject} ${row.cause}`} row={row} time={timeOf(row.t)} />
      ))}
    </ul>
  )
}

function Breaker({ row, time }: { readonly row: BreakerRow; readonly time: string }): ReactNode {
  const { shape, word } = lights[row.state]
  const cause = row.cause.replaceAll('-', ' ')
  return (
    <li className={`light light-${row.state}`}>
      <Sign shape={shape} />
      <p>
        <strong>{row.subject}</strong> <span className="note">{row.scope}</span>
      </p>
      <p className="light-word">{word}</p>
      <p className="note" title={fullTimeText(row.t)}>
        {row.state === 'open'
          ? `${cause} was ${figureText(row.was)}, limit ${figureText(row.max)}; `
          : `last: ${cause}; `}
        {time}
      </p>
    </li>
  )
}
