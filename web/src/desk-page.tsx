import type { ReactNode } from 'react'
import { EquityPanel } from './chart/equity-panel.tsx'
import { PricePanel } from './chart/price-panel.tsx'
import { Decisions } from './panel/decisions.tsx'
import { Figures } from './panel/figures.tsx'
import { Fills } from './panel/fills.tsx'
import { Header } from './panel/header.tsx'
import { Journal } from './panel/journal.tsx'
import { Notices } from './panel/notices.tsx'
import { Orders } from './panel/orders.tsx'
import { Positions } from './panel/positions.tsx'

/** The whole page, once there is a desk to show. */
export function DeskPage({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <div className="page">
      <Header />
      <Notices retry={retry} />
      <main>
        <Figures />
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
      </main>
      <Footer />
    </div>
  )
}

function Footer(): ReactNode {
  return (
    <footer className="note">
      <p>
        This page only shows; it changes nothing. Paper trading and rehearsals on past or made-up
        prices say little about what real trading would earn.
      </p>
      <p>
        Charts: TradingView Lightweight Charts™, © 2026{' '}
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          TradingView, Inc.
        </a>
      </p>
    </footer>
  )
}
