import { type ReactNode, useEffect, useRef } from 'react'
import { percentText, signedPercentText, signedText } from '../format/number-text.ts'
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
    </Panel>
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
