import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import type { EpisodeTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { numberText } from '../format/number-text.ts'
import { Panel } from '../panel/panel.tsx'
import { explainedText } from './episode-text.ts'
import { type MapMark, markAt, outcomeOf, outlineOf, placeEpisodes } from './memory-rows.ts'

/** How far from a mark a press still means it. Unit: pixels. */
const reachPx = 24

type MapProps = {
  readonly told: MemoryTold
  /** Newest first; the others are shown faintly. */
  readonly found: readonly EpisodeTold[]
  readonly chosen: EpisodeTold | undefined
  readonly choose: (id: number) => void
}

/** Every episode on a plane: alike moments lie together. */
export function MemoryMap({ told, ...rest }: MapProps): ReactNode {
  const { episodes, explained, leftOut } = told
  const older =
    leftOut.episodes === 0
      ? ''
      : ` The newest ${numberText(episodes.length, 0)} are shown, ${numberText(leftOut.episodes, 0)} older ones are not.`
  return (
    <Panel
      id="memory-map"
      title="Map of moments"
      count={rest.found.length}
      note={`Each mark is a decision with its outcome; those taken at moments alike lie together. ${explainedText(explained)}${older}`}
    >
      <Picture told={told} {...rest} />
      <Legend />
    </Panel>
  )
}

function Picture({ told, found, chosen, choose }: MapProps): ReactNode {
  const [frame, width] = useWidth()
  const height = Math.round(Math.min(520, Math.max(280, 0.62 * width)))
  const marks = placeEpisodes(told.episodes, { width, height })
  const isFound = new Set(found.map(({ id }) => id))
  const bright = marks.filter(({ episode }) => isFound.has(episode.id))
  const faint = marks.filter(({ episode }) => !isFound.has(episode.id))
  const press = (event: MouseEvent<SVGSVGElement>): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const mark = markAt(bright, { x: event.clientX - left, y: event.clientY - top }, reachPx)
    if (mark !== undefined) choose(mark.episode.id)
  }
  const turn = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = found[found.findIndex(({ id }) => id === chosen?.id) + step]
    if (next !== undefined) choose(next.id)
  }
  return (
    <div
      className="map-frame"
      ref={frame}
      role="group"
      tabIndex={0}
      aria-label="Map; the arrow keys go to the episode before and after"
      onKeyDown={turn}
    >
      {width === 0 ? null : (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={pictureText(bright)}
          onClick={press}
        >
          <path className="mark-other" d={outlineOf(faint)} />
          <Marks marks={bright} />
          <Chosen marks={marks} chosen={chosen} />
        </svg>
      )}
    </div>
  )
}

/** Four outlines, however many marks there are. */
function Marks({ marks }: { readonly marks: readonly MapMark[] }): ReactNode {
  return (['gained', 'lost'] as const).flatMap((outcome) =>
    (['view', 'position'] as const).map((kind) => (
      <path
        key={`${outcome} ${kind}`}
        className={`mark ${outcome} ${kind}`}
        d={outlineOf(
          marks.filter(({ episode }) => episode.kind === kind && outcomeOf(episode) === outcome),
        )}
      />
    )),
  )
}

type ChosenProps = {
  readonly marks: readonly MapMark[]
  readonly chosen: EpisodeTold | undefined
}

/** A ring around the one that is shown beside, and lines to those most like it. */
function Chosen({ marks, chosen }: ChosenProps): ReactNode {
  const places = new Map(marks.map((mark) => [mark.episode.id, mark]))
  const at = chosen === undefined ? undefined : places.get(chosen.id)
  if (chosen === undefined || at === undefined) return null
  const near = chosen.near.flatMap(([id]) => places.get(id) ?? [])
  return (
    <>
      {near.map(({ episode, x, y }) => (
        <path key={episode.id} className="map-near" d={`M${at.x} ${at.y}L${x} ${y}`} />
      ))}
      <path className={`mark ${outcomeOf(chosen)} ${chosen.kind}`} d={outlineOf([at])} />
      <circle className="map-chosen" cx={at.x} cy={at.y} r={11} />
    </>
  )
}

function pictureText(marks: readonly MapMark[]): string {
  const gained = marks.filter(({ episode }) => outcomeOf(episode) === 'gained').length
  return `${marks.length} episodes: ${gained} gained, ${marks.length - gained} lost`
}

function Legend(): ReactNode {
  return (
    <ul className="legend note">
      <Sample name="gained" kind="gained position" d="M2 12H14L8 3Z" />
      <Sample name="lost" kind="lost position" d="M2 4H14L8 13Z" />
      <Sample name="hollow: a view, which led to no position" kind="view" d="M2 12H14L8 3Z" />
      <li>larger: came to more, or less</li>
      <li>lines: to the ten most like it</li>
    </ul>
  )
}

type SampleProps = { readonly name: string; readonly kind: string; readonly d: string }

function Sample({ name, kind, d }: SampleProps): ReactNode {
  return (
    <li>
      <svg width={16} height={16} aria-hidden="true">
        <path className={`mark ${kind}`} d={d} />
      </svg>{' '}
      {name}
    </li>
  )
}

/** How wide an element is, as it changes. Unit: pixels; 0 before it is known. */
function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return [setElement, width]
}
