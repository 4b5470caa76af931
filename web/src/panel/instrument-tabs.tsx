import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText, signedPercentText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'

type InstrumentTabsProps = {
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** From so many on they stand in one row that scrolls. */
const manyFrom = 7

/** One tab per instrument with its last price, its change over the bars held, and what we hold. */
export function InstrumentTabs({ chosen, choose }: InstrumentTabsProps): ReactNode {
  const { instruments } = useDesk('desk')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => showTab(list.current, chosen), [chosen])
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = instruments.findIndex(({ id }) => id === chosen)
    const next = instruments.at(tabAfter(event.key, at) % instruments.length)
    if (next === undefined || next.id === chosen) return
    event.preventDefault()
    choose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div
      ref={list}
      className={instruments.length < manyFrom ? 'tabs' : 'tabs many'}
      role="tablist"
      aria-label="Instrument"
      onKeyDown={move}
    >
      {instruments.map(({ id }) => (
        <InstrumentTab key={id} id={id} isChosen={id === chosen} choose={choose} />
      ))}
    </div>
  )
}

/** Where a key leads from tab `at`: to a neighbour or to an end, negative from the last back. */
function tabAfter(key: string, at: number): number {
  if (key === 'ArrowRight') return at + 1
  if (key === 'ArrowLeft') return at - 1
  if (key === 'Home') return 0
  return key === 'End' ? -1 : at
}

/** Scrolls the row, and never the page, until the chosen tab is in sight. */
function showTab(list: HTMLElement | null, id: string): void {
  const tab = document.getElementById(`tab-${id}`)
  if (list === null || tab === null) return
  const from = tab.offsetLeft - list.offsetLeft
  const last = from + tab.offsetWidth - list.clientWidth
  list.scrollLeft = Math.min(from, Math.max(last, list.scrollLeft))
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
