import { type ReactNode, useSyncExternalStore } from 'react'
import { DeskPage } from './desk-page.tsx'
import { useDeskStore, useLink } from './state/use-desk.ts'

/** The desk, or why it cannot be shown. `retry` opens the stream at once. */
export function FrontDoor({ retry }: { readonly retry: () => void }): ReactNode {
  const store = useDeskStore()
  const link = useLink()
  const hasDesk = useSyncExternalStore(store.subscribe, () => store.desk !== undefined)
  if (link.kind === 'locked') return <Locked reason={link.reason} />
  if (hasDesk) return <DeskPage retry={retry} />
  return (
    <main className="door" role="status">
      <img src="/favicon.svg" alt="" width="40" height="40" />
      <h1>coinswarm</h1>
      {link.kind === 'lost' ? (
        <>
          <p>The desk does not answer. Is coinswarm still running?</p>
          <button type="button" className="plain" onClick={retry}>
            Try now
          </button>
        </>
      ) : (
        <p>Connecting to the desk.</p>
      )}
    </main>
  )
}

function Locked({ reason }: { readonly reason: string }): ReactNode {
  return (
    <main className="door" role="status">
      <img src="/favicon.svg" alt="" width="40" height="40" />
      <h1>coinswarm</h1>
      <p>
        <strong>{reason}</strong>
      </p>
      <p>
        Every link opens the page once. Press Enter in the terminal where coinswarm runs: it prints
        a new link. Open that one here.
      </p>
    </main>
  )
}
