import { type ReactNode, useSyncExternalStore } from 'react'
import { DeskPage } from './desk-page.tsx'
import { Logo } from './panel/logo.tsx'
import { useDeskStore, useLink } from './state/use-desk.ts'

/** The desk, or why it cannot be shown. `retry` opens the stream at once. */
export function FrontDoor({ retry }: { readonly retry: () => void }): ReactNode {
  const store = useDeskStore()
  const link = useLink()
  const hasDesk = useSyncExternalStore(store.subscribe, () => store.desk !== undefined)
  if (link.kind === 'locked') return <Locked reason={link.reason} />
  if (hasDesk) return <DeskPage retry={retry} />
  if (link.kind !== 'lost')
    return (
      <Door>
        <p>Connecting to the desk.</p>
      </Door>
    )
  return (
    <Door>
      <p>
        <strong>The desk does not answer.</strong>{' '}
        {link.farewell === '' ? 'Is coinswarm still running?' : `It said: ${link.farewell}.`}
      </p>
      <p>
        This page tries again by itself. Nothing here tells what the desk does meanwhile: the
        terminal where coinswarm runs does, and so does <code>coinswarm mode</code>.
      </p>
      <button type="button" className="plain" onClick={retry}>
        Try now
      </button>
    </Door>
  )
}

function Door({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <main className="door" role="status">
      <Logo size={40} />
      <h1>coinswarm</h1>
      {children}
    </main>
  )
}

function Locked({ reason }: { readonly reason: string }): ReactNode {
  return (
    <Door>
      <p>
        <strong>{reason}</strong>
      </p>
      <p>
        Every link opens the page once. Press Enter in the terminal where coinswarm runs: it prints
        a new link. Open that one here.
      </p>
    </Door>
  )
}
