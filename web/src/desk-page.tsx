import type { ReactNode } from 'react'
import { EquityPanel } from './chart/equity-panel.tsx'
import { PricePanel } from './chart/price-panel.tsx'
import { MemoryPage } from './memory-page.tsx'
import { AlertNotices } from './panel/alerts.tsx'
import { timeText } from './format/time-text.ts'
import { Decisions } from './panel/decisions.tsx'
import { Figures } from './panel/figures.tsx'
import { Fills } from './panel/fills.tsx'
import { Header } from './panel/header.tsx'
import { Journal } from './panel/journal.tsx'
import { ModeBanner } from './panel/mode-banner.tsx'
import { Notices } from './panel/notices.tsx'
import { Orders } from './panel/orders.tsx'
import { Positions } from './panel/positions.tsx'
import { NearestLimits } from './risk/nearest.tsx'
import { RiskPage } from './risk-page.tsx'
import { useDesk, useLink } from './state/use-desk.ts'
import { SwarmPage } from './swarm-page.tsx'
import { useView, type View } from './view.ts'

/** The whole page, once there is a desk to show. */
export function DeskPage({ retry }: { readonly retry: () => void }): ReactNode {
  const view = useView()
  const isLive = useLink().kind === 'live'
  return (
    <div className={isLive ? 'page' : 'page old'}>
      <Header view={view} />
      <ModeBanner />
      <Notices retry={retry} />
      <AlertNotices />
      <main>
        <Side view={view} />
      </main>
      <Footer />
    </div>
  )
}

function Side({ view }: { readonly view: View }): ReactNode {
  if (view === 'risk') return <RiskPage />
  if (view === 'memory') return <MemoryPage />
  return view === 'swarm' ? <SwarmPage /> : <TradingPage />
}

function TradingPage(): ReactNode {
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

function Footer(): ReactNode {
  const { version, startedAt } = useDesk('desk')
  return (
    <footer className="note">
      <p>
        The switches above are all that this page can change. Paper trading and rehearsals on past
        or made-up prices say little about what real trading would earn.
      </p>
      <p>
        coinswarm {version}, started {timeText(startedAt)} UTC. All times here are UTC.
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
