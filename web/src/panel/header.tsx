import { type ReactNode, useSyncExternalStore } from 'react'
import { useDesk } from '../state/use-desk.ts'
import { chooseTheme, onTheme, shownTheme } from '../theme.ts'
import { LinkState } from './link-state.tsx'
import { Logo } from './logo.tsx'
import { Source } from './source.tsx'

/** Who this is, that it is paper, where prices come from, and whether all is well. */
export function Header(): ReactNode {
  const { name, trading, exchangeUrl } = useDesk('desk')
  return (
    <header className="top">
      <div className="brand">
        <Logo size={28} />
        <h1>
          coinswarm <span className="desk-name">{name}</span>
        </h1>
      </div>
      <p className="paper">
        {trading === 'rehearsal' ? (
          <>
            <strong>REHEARSAL</strong> Orders go to{' '}
            {exchangeUrl === 'testnet'
              ? "the venue's test network, where money is worth nothing"
              : `a simulated exchange at ${exchangeUrl}`}
            , no real order is sent.
          </>
        ) : (
          <>
            <strong>PAPER</strong> Orders are filled by a simulated exchange.
          </>
        )}
      </p>
      <Source />
      <div className="top-end">
        <LinkState />
        <ThemeSwitch />
      </div>
    </header>
  )
}

function ThemeSwitch(): ReactNode {
  const theme = useSyncExternalStore(onTheme, shownTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className="plain" onClick={() => chooseTheme(other)}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="unseen"> theme</span>
    </button>
  )
}
