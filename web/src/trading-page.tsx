import type { ReactNode } from 'react'
import { EquityPanel } from './chart/equity-panel.tsx'
import { PricePanel } from './chart/price-panel.tsx'
import { Decisions } from './panel/decisions.tsx'
import { Figures } from './panel/figures.tsx'
import { Fills } from './panel/fills.tsx'
import { Journal } from './panel/journal.tsx'
import { Orders } from './panel/orders.tsx'
import { Positions } from './panel/positions.tsx'
import { NearestLimits } from './risk/nearest.tsx'

/** How the desk stands and what it does: the first page. */
export function TradingPage(): ReactNode {
  return (
    <>
      <Figures />
      <NearestLimits />
      <div className="columns">
        <div className="column">
          <PricePanel />
          <EquityPanel />
          <Fills />
        </div>
        <div className="column">
          <Positions />
          <Orders />
          <Decisions />
        </div>
      </div>
      <Journal />
    </>
  )
}
