import { type ReactNode, useEffect, useRef } from 'react'
import { PriceDrawing, type WishMark } from '../chart/draw-price.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk, useDeskStore } from '../state/use-desk.ts'
import { onTheme } from '../theme.ts'

type ChartProps = {
  readonly id: string
  readonly tickSize: number
  readonly span: number
  /** The same array while nothing of it is another. */
  readonly wishes: readonly WishMark[]
  /** Told the time of a bar that is pressed, ms. */
  readonly pick: (t: number) => void
}

/** Bars with fills, and with what was wanted at them. */
export function MarketChart({ id, tickSize, span, wishes, pick }: ChartProps): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  const drawing = useRef<PriceDrawing>(undefined)
  const picked = useRef(pick)
  const marks = useRef(wishes)
  const store = useDeskStore()
  const desk = useDesk('desk')
  const last = useDesk('bars')[id]?.at(-1)
  const decimals = gridOf(desk, id).price
  useEffect(() => {
    picked.current = pick
  }, [pick])

  useEffect(() => {
    if (element.current === null) return
    const drawn = new PriceDrawing(element.current, tickSize, decimals)
    drawing.current = drawn
    drawn.onPick((t) => picked.current(t))
    const draw = (): void => {
      const known = store.desk
      drawn.show({
        bars: known?.bars[id] ?? [],
        fills: fillsOf(known?.fills ?? []),
        position: known?.positions.find((of) => of.instrument === id),
        wishes: marks.current,
      })
    }
    const fillsOf = keptFor(id)
    draw()
    drawings.set(drawn, draw)
    const stops = [store.subscribe(draw), onTheme(() => drawn.recolour())]
    return () => {
      for (const stop of stops) stop()
      drawings.delete(drawn)
      drawn.remove()
    }
  }, [store, id, tickSize, decimals])

  useEffect(() => {
    marks.current = wishes
    const drawn = drawing.current
    if (drawn !== undefined) drawings.get(drawn)?.()
  }, [wishes])

  const hasBars = last !== undefined
  useEffect(() => {
    if (hasBars) drawing.current?.showLast(span)
  }, [span, hasBars])

  const name = instrumentName(desk, id)
  const label = hasBars
    ? `Price of ${name} with opinions: last close ${numberText(last.c, decimals)}`
    : `Price of ${name}: no bar yet`
  return (
    <div className="chart-frame" id="price-chart" role="tabpanel" aria-labelledby={`tab-${id}`}>
      <div className="chart price-chart" ref={element} role="img" aria-label={label} />
      {hasBars ? null : <p className="chart-empty">Waiting for the first bar of {name}.</p>}
    </div>
  )
}

/** How each drawing is brought up to date. */
const drawings = new WeakMap<PriceDrawing, () => void>()

type Fills = Parameters<PriceDrawing['show']>[0]['fills']

/** Fills of an instrument, the same array while no fill of any was added. */
function keptFor(id: string): (all: Fills) => Fills {
  let before: Fills | undefined
  let own: Fills = []
  return (all) => {
    if (all !== before) own = all.filter(({ instrument }) => instrument === id)
    before = all
    return own
  }
}
