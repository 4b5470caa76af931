import { type ReactNode, useEffect } from 'react'
import { readAddress, usePageName } from './address.ts'
import { timeText } from './format/time-text.ts'
import { pageNamed } from './pages.tsx'
import { AlertNotices } from './panel/alerts.tsx'
import { Header } from './panel/header.tsx'
import { ModeBanner } from './panel/mode-banner.tsx'
import { Notices } from './panel/notices.tsx'
import { PageLinks } from './panel/page-links.tsx'
import { PageTools } from './panel/page-tools.tsx'
import { useTitle } from './panel/use-title.ts'
import { useMoment } from './past/moment.ts'
import { PastPage } from './past/past-page.tsx'
import { TimeBar } from './past/time-bar.tsx'
import { usePast } from './past/use-past.ts'
import { useDesk, useLink } from './state/use-desk.ts'
import { UnknownPage } from './unknown-page.tsx'

/** The whole page, once there is a desk to show. */
export function DeskPage({ retry }: { readonly retry: () => void }): ReactNode {
  const name = usePageName()
  const entry = pageNamed(name)
  const isLive = useLink().kind === 'live'
  const at = useMoment()
  useTitle(entry?.title ?? 'No such page', at !== undefined)
  const past = usePast(at)
  const page = entry === undefined ? <UnknownPage name={name} /> : <entry.Page />
  useEffect(toTop, [name])
  return (
    <div className={at !== undefined ? 'page of-past' : isLive ? 'page' : 'page old'}>
      <Header />
      <div className="page-bar">
        <PageLinks shown={name} />
        <PageTools />
      </div>
      {at === undefined ? (
        <ModeBanner />
      ) : (
        <TimeBar at={at} past={past} isOfNow={entry?.isOfNow === true} />
      )}
      <Notices retry={retry} />
      <AlertNotices />
      <main>
        {at === undefined || entry?.isOfNow === true ? (
          page
        ) : (
          <PastPage past={past}>{page}</PastPage>
        )}
      </main>
      <Footer />
    </div>
  )
}

/** Words of an address that lead to one row of a page. */
const rowWords = ['journal', 'order', 'decision', 'entry']

/** A new page is read from its beginning, unless its address leads to a row of it. */
function toTop(): void {
  const { words } = readAddress(location.hash)
  if (!rowWords.some((word) => words.has(word))) scrollTo(0, 0)
}

function Footer(): ReactNode {
  const { version, startedAt } = useDesk('desk')
  return (
    <footer className="note">
      <p>
        The switches above, and limits on the page of risk, are all that this page can change. Paper
        trading and rehearsals on past or made-up prices say little about what real trading would
        earn.
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
