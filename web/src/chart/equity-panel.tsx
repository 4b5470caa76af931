import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { luckRange } from '../format/luck-range.ts'
import { numberText, percentText, signedPercentText, signedText } from '../format/number-text.ts'
import { Panel } from '../panel/panel.tsx'
import { useDesk, useDeskStore } from '../state/use-desk.ts'
import { onTheme } from '../theme.ts'
import { EquityDrawing } from './draw-equity.ts'

/** How the desk has done since it started, and how deep it was under its peak. */
export function EquityPanel(): ReactNode {
  const store = useDeskStore()
  const { startEquity, currency } = useDesk('desk')
  return (
    <Panel
      id="equity"
      title="Equity and drawdown"
      note={`What the desk is worth in ${currency}, above or below its start; underneath, how far it is below its highest point so far. Market time, UTC.`}
      csv={{ rows: () => store.desk?.equity ?? [], name: 'equity' }}
    >
      <EquityChart key={startEquity} startEquity={startEquity} />
      <Luck />
    </Panel>
  )
}

/** How much of the result luck alone may explain. */
function Luck(): ReactNode {
  const { startEquity, currency } = useDesk('desk')
  const { equity } = useDesk('status')
  const points = useDesk('equity')
  const range = useMemo(() => luckRange(points), [points])
  if (range === undefined) return null
  const isWithin = Math.abs(equity - startEquity) <= range
  return (
    <p className="note luck">
      Without any edge, with swings as large as these, 95 of 100 such runs end within{' '}
      <strong>
        ±{numberText(range, 2)} {currency}
      </strong>{' '}
      of the start. This one is {isWithin ? 'within that: luck may explain it' : 'beyond that'}.
    </p>
  )
}

function EquityChart({ startEquity }: { readonly startEquity: number }): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  const store = useDeskStore()
  const { equity, drawdown } = useDesk('status')
  const hasPoints = useDesk('equity').length > 0

  useEffect(() => {
    if (element.current === null) return
    const drawing = new EquityDrawing(element.current, startEquity)
    let shown: unknown
    const draw = (): void => {
      const points = store.desk?.equity ?? []
      if (points !== shown) drawing.show(points)
      shown = points
    }
    draw()
    const stops = [store.subscribe(draw), onTheme(() => drawing.recolour())]
    return () => {
      for (const stop of stops) stop()
      drawing.remove()
    }
  }, [store, startEquity])

  const change = equity - startEquity
  const label = `Equity chart: ${signedText(change, 2)} since the start (${signedPercentText(change / startEquity, 2)}), now ${percentText(drawdown, 1)} below the peak`
  return (
    <div className="chart-frame">
      <div className="chart equity-chart" ref={element} role="img" aria-label={label} />
      {hasPoints ? null : <p className="chart-empty">The curve begins with the first bar.</p>}
    </div>
  )
}
