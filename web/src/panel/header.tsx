import { type ReactNode, useSyncExternalStore } from 'react'
import { useDesk } from '../state/use-desk.ts'
import { chooseTheme, onTheme, shownTheme } from '../theme.ts'
import { type View, viewHref } from '../view.ts'
import { LinkState } from './link-state.tsx'
import { Logo } from './logo.tsx'
import { Source } from './source.tsx'

const views = [
  { view: 'trading', name: 'Trading' },
  { view: 'risk', name: 'Risk' },
  { view: 'swarm', name: 'Swarm' },
  { view: 'memory', name: 'Memory' },
] as const

/** Who this is, that it is paper, where prices come from, and whether all is well. */
export function Header({ view }: { readonly view: View }): ReactNode {
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
        <Views view={view} />
        <LinkState />
        <ThemeSwitch />
      </div>
    </header>
  )
}

function Views({ view: shown }: { readonly view: View }): ReactNode {
  return (
    <nav className="views" aria-label="Views">
      {views.map(({ view, name }) => (
        <a key={view} href={viewHref(view)} aria-current={view === shown ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
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
