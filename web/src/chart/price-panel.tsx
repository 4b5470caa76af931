import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWord } from '../address.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { InstrumentTabs } from '../panel/instrument-tabs.tsx'
import { Panel } from '../panel/panel.tsx'
import type { DeskStore } from '../state/desk-store.ts'
import { useDesk, useDeskStore } from '../state/use-desk.ts'
import { onTheme } from '../theme.ts'
import { PriceDrawing, type PriceView } from './draw-price.ts'
import { useSpan } from './use-span.tsx'

/** Price of one instrument at a time, with what the desk did there. */
export function PricePanel(): ReactNode {
  const store = useDeskStore()
  const desk = useDesk('desk')
  const [held] = useDesk('positions')
  const [first] = useState(held?.instrument)
  const [word, choose] = useWord('instrument', '')
  const chosen = word === '' ? first : word
  const [span, spanChoice] = useSpan()
  const instrument = desk.instruments.find((known) => known.id === chosen) ?? desk.instruments[0]
  if (instrument === undefined) return null
  return (
    <Panel
      id="price"
      title="Price and fills"
      note="Outlined bars rose, filled ones fell. B: the desk bought, S: it sold. Dashed: stop and target. Market time, UTC."
      csv={{ rows: () => store.desk?.bars[instrument.id] ?? [], name: `bars ${instrument.id}` }}
      tools={spanChoice}
    >
      <InstrumentTabs chosen={instrument.id} choose={choose} />
      <PriceChart
        key={instrument.id}
        id={instrument.id}
        tickSize={instrument.tickSize}
        span={span}
      />
    </Panel>
  )
}

type PriceChartProps = {
  readonly id: string
  readonly tickSize: number
  readonly span: number
}

function PriceChart({ id, tickSize, span }: PriceChartProps): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  const drawing = useRef<PriceDrawing>(undefined)
  const store = useDeskStore()
  const desk = useDesk('desk')
  const last = useDesk('bars')[id]?.at(-1)
  const decimals = gridOf(desk, id).price

  useEffect(() => {
    if (element.current === null) return
    const drawn = new PriceDrawing(element.current, tickSize, decimals)
    drawing.current = drawn
    const follow = viewOf(store, id)
    const draw = (): void => drawn.show(follow())
    draw()
    const stops = [store.subscribe(draw), onTheme(() => drawn.recolour())]
    return () => {
      for (const stop of stops) stop()
      drawn.remove()
    }
  }, [store, id, tickSize, decimals])

  const hasBars = last !== undefined
  useEffect(() => {
    if (hasBars) drawing.current?.showLast(span)
  }, [span, hasBars])

  const name = instrumentName(desk, id)
  const label = hasBars
    ? `Price chart of ${name}: last close ${numberText(last.c, decimals)}`
    : `Price chart of ${name}: no bar yet`
  return (
    <div className="chart-frame" id="price-chart" role="tabpanel" aria-labelledby={`tab-${id}`}>
      <div className="chart price-chart" ref={element} role="img" aria-label={label} />
      {hasBars ? null : <p className="chart-empty">Waiting for the first bar of {name}.</p>}
    </div>
  )
}

/** Reads one instrument's view; its fills keep their identity while no fill of any was added. */
function viewOf(store: DeskStore, id: string): () => PriceView {
  let all: unknown
  let fills: PriceView['fills'] = []
  return () => {
    if (store.desk?.fills !== all) {
      all = store.desk?.fills
      fills = store.desk?.fills.filter((fill) => fill.instrument === id) ?? []
    }
    return {
      bars: store.desk?.bars[id] ?? [],
      fills,
      position: store.desk?.positions.find((position) => position.instrument === id),
    }
  }
}
