import type { KeyboardEvent, ReactNode } from 'react'
import type { DecisionRow } from '../../../src/app/desk-view.ts'
import { numberText } from '../format/number-text.ts'
import { timeText } from '../format/time-text.ts'
import { wishText } from '../format/wish-text.ts'
import { boldestOf, type Cell, speakersOf, wishAt } from './opinion-rows.ts'

/** Side of a cell. Unit: px. */
const cell = 18
const columnsMax = 60
const linesMax = 24

type GridProps = {
  readonly rows: readonly DecisionRow[]
  readonly chosen: DecisionRow | undefined
  readonly choose: (t: number) => void
}

/** Who wanted what at which decision: a row for everybody, a column for each, the newest right. */
export function VoiceGrid({ rows, chosen, choose }: GridProps): ReactNode {
  const shown = rows.slice(-columnsMax)
  const names = boldestOf(shown, linesMax)
  const more = speakersOf(shown).length - names.length
  const lines = [...names, 'committee']
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    const next = shown[shown.findIndex((row) => row === chosen) + step]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    choose(next.t)
  }
  const width = shown.length * cell
  return (
    <>
      <div className="voice-grid">
        <ul className="voice-names">
          {lines.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <div
          className="scroll voice-cells"
          role="group"
          aria-label="Decisions; arrow keys go from one to the next"
          tabIndex={0}
          onKeyDown={move}
          ref={showEnd}
        >
          <svg
            width={width}
            height={lines.length * cell}
            role="img"
            aria-label={`${names.length} agents at ${shown.length} decisions, newest right`}
          >
            {shown.map((row, x) => (
              <Column
                key={row.t}
                row={row}
                x={x * cell}
                lines={lines}
                isChosen={row === chosen}
                choose={choose}
              />
            ))}
          </svg>
        </div>
      </div>
      {more > 0 ? (
        <p className="note">And {numberText(more, 0)} who wanted less, in the list below.</p>
      ) : null}
    </>
  )
}

/** The newest stand at the right edge, which is what is looked at first. */
function showEnd(box: HTMLElement | null): void {
  if (box !== null && box.dataset['seen'] === undefined) box.scrollLeft = box.scrollWidth
  if (box !== null) box.dataset['seen'] = 'yes'
}

type ColumnProps = {
  readonly row: DecisionRow
  readonly x: number
  readonly lines: readonly string[]
  readonly isChosen: boolean
  readonly choose: (t: number) => void
}

function Column({ row, x, lines, isChosen, choose }: ColumnProps): ReactNode {
  return (
    <g onClick={() => choose(row.t)}>
      <rect
        className={isChosen ? 'voice-column chosen' : 'voice-column'}
        x={x}
        width={cell}
        height={lines.length * cell}
      />
      {lines.map((name, y) => (
        <Wish key={name} wish={wishAt(row, name)} x={x + cell / 2} y={(y + 0.5) * cell}>
          {`${name}, ${timeText(row.t)}`}
        </Wish>
      ))}
    </g>
  )
}

type WishProps = {
  readonly wish: Cell
  readonly x: number
  readonly y: number
  readonly children: string
}

/** A triangle up or down, larger the more was wanted; a dash for flat, nothing for silence. */
function Wish({ wish, x, y, children }: WishProps): ReactNode {
  if (wish === undefined) return null
  const title = <title>{`${children}: ${wishText(wish)}`}</title>
  if (wish === 0)
    return (
      <rect className="wish-flat" x={x - 3} y={y - 1} width={6} height={2}>
        {title}
      </rect>
    )
  const size = 3.5 + 4 * Math.min(1, Math.abs(wish))
  const tip = wish > 0 ? y - size : y + size
  const foot = wish > 0 ? y + size * 0.8 : y - size * 0.8
  return (
    <path
      className={wish > 0 ? 'wish-long' : 'wish-short'}
      d={`M${x} ${tip}L${x + size} ${foot}L${x - size} ${foot}Z`}
    >
      {title}
    </path>
  )
}
