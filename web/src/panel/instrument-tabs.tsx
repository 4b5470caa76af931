import type { KeyboardEvent, ReactNode } from 'react'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText, signedPercentText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'

type InstrumentTabsProps = {
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** One tab per instrument with its last price, its change over the bars held, and what we hold. */
export function InstrumentTabs({ chosen, choose }: InstrumentTabsProps): ReactNode {
  const { instruments } = useDesk('desk')
  const step = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const at = instruments.findIndex(({ id }) => id === chosen)
    const next = instruments.at((at + by) % instruments.length)
    if (by === 0 || next === undefined) return
    choose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div className="tabs" role="tablist" aria-label="Instrument" onKeyDown={step}>
      {instruments.map(({ id }) => (
        <InstrumentTab key={id} id={id} isChosen={id === chosen} choose={choose} />
      ))}
    </div>
  )
}

type InstrumentTabProps = {
  readonly id: string
  readonly isChosen: boolean
  readonly choose: (id: string) => void
}

function InstrumentTab({ id, isChosen, choose }: InstrumentTabProps): ReactNode {
  const desk = useDesk('desk')
  const bars = useDesk('bars')[id] ?? []
  const held = useDesk('positions').find((row) => row.instrument === id)?.quantity ?? 0
  const first = bars[0]
  const last = bars.at(-1)
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${id}`}
      title={id}
      aria-selected={isChosen}
      aria-controls="price-chart"
      tabIndex={isChosen ? 0 : -1}
      onClick={() => choose(id)}
    >
      <span className="tab-name">
        {instrumentName(desk, id)}
        {held === 0 ? null : <span className="held">{held > 0 ? 'long' : 'short'}</span>}
      </span>
      <span className="tab-price">
        {last === undefined ? 'no bar yet' : numberText(last.c, gridOf(desk, id).price)}
        {first === undefined || last === undefined ? null : (
          <span className="tab-change">{signedPercentText(last.c / first.o - 1)}</span>
        )}
      </span>
    </button>
  )
}
