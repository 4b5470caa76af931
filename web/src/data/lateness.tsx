import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type { LatencyRow } from '../../../src/app/record/latency-watch.ts'
import { numberText } from '../format/number-text.ts'
import { momentText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useWatched } from '../record/use-record.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const cell = 21
/** Room for the names of days, and for the hours above. Unit: px. */
const [left, top] = [52, 20]

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

/** How late bars came, hour by hour: a square for each, larger the later. */
export function Lateness(): ReactNode {
  const { told, failure } = useWatched('latency', {})
  const rows = told?.rows ?? []
  return (
    <Panel
      id="lateness"
      csv={{ rows: () => rows }}
      title="How late bars come, by the hour"
      note="From the close of a bar until the desk had it, since the desk was started, a week at most. A small square is prompt, a full one took ten seconds or more. UTC."
    >
      {told === undefined ? (
        <Empty>{failure === '' ? 'Reading.' : failure}</Empty>
      ) : !told.isMeasured ? (
        <Empty>
          Bars of this desk do not come from a venue as they happen, so that their lateness says
          nothing. <code>coinswarm up --venue kraken</code> begins a desk whose do.
        </Empty>
      ) : rows.length === 0 ? (
        <Empty>No bar has come since the desk was started. The first shows here by itself.</Empty>
      ) : (
        <HeatMap rows={rows} />
      )}
      {told !== undefined && told.caughtUp > 0 ? (
        <p className="note">
          {numberText(told.caughtUp, 0)} bars were fetched afterwards, as after a start, and are not
          counted.
        </p>
      ) : null}
    </Panel>
  )
}

function HeatMap({ rows }: { readonly rows: readonly LatencyRow[] }): ReactNode {
  const [wanted, choose] = useState<number>()
  const chosen = rows.find(({ t }) => t === wanted) ?? rows.at(-1)
  const days = [...new Set(rows.map(({ t }) => Math.floor(t / dayMs)))].sort((a, b) => a - b)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    const next = rows[rows.findIndex((row) => row === chosen) + step]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    choose(next.t)
  }
  return (
    <>
      <div
        className="heat-frame scroll"
        role="group"
        aria-label="Hours; arrow keys go from one to the next"
        tabIndex={0}
        onKeyDown={move}
      >
        <svg
          width={left + 24 * cell}
          height={top + days.length * cell}
          role="img"
          aria-label={`Lateness in ${rows.length} hours of ${days.length} days`}
        >
          {Array.from({ length: 8 }, (_, i) => (
            <text key={i} className="heat-name" x={left + 3 * i * cell} y={14}>
              {`${String(3 * i).padStart(2, '0')}:00`}
            </text>
          ))}
          {days.map((of, y) => (
            <text key={of} className="heat-name" x={0} y={top + y * cell + 15}>
              {day.format(of * dayMs)}
            </text>
          ))}
          {rows.map((row) => (
            <Hour
              key={row.t}
              row={row}
              y={days.indexOf(Math.floor(row.t / dayMs))}
              isChosen={row === chosen}
              choose={choose}
            />
          ))}
        </svg>
      </div>
      {chosen === undefined ? null : <p role="status">{sentence(chosen)}</p>}
    </>
  )
}

type HourProps = {
  readonly row: LatencyRow
  readonly y: number
  readonly isChosen: boolean
  readonly choose: (t: number) => void
}

function Hour({ row, y, isChosen, choose }: HourProps): ReactNode {
  const x = left + (Math.floor(row.t / hourMs) % 24) * cell
  const size = 4 + (cell - 7) * shareOf(row.p95)
  const middle = (cell - size) / 2
  return (
    <g onClick={() => choose(row.t)}>
      <rect
        className={isChosen ? 'heat-cell chosen' : 'heat-cell'}
        x={x + 1}
        y={top + y * cell + 1}
        width={cell - 2}
        height={cell - 2}
      />
      <rect
        className={row.p95 >= lateMs ? 'heat-mark late' : 'heat-mark'}
        x={x + middle}
        y={top + y * cell + middle}
        width={size}
        height={size}
      >
        <title>{sentence(row)}</title>
      </rect>
    </g>
  )
}

/** From when on an hour stands out. Unit: ms. */
const lateMs = 5_000
const [leastMs, mostMs] = [50, 10_000]

/** 0 for what is prompt, 1 for ten seconds and more, evenly by factors. */
function shareOf(ms: number): number {
  const share = Math.log(Math.max(ms, leastMs) / leastMs) / Math.log(mostMs / leastMs)
  return Math.min(1, share)
}

function sentence({ t, bars, median, p95, max }: LatencyRow): string {
  return (
    `${momentText(t)}, one hour: ${numberText(bars, 0)} bars, half of them within ` +
    `${delayText(median)}, 95 of 100 within ${delayText(p95)}, the latest ${delayText(max)}.`
  )
}

function delayText(ms: number): string {
  return ms < 1_000 ? `${numberText(ms, 0)} ms` : `${numberText(ms / 1_000, 1)} s`
}
