import type { ReactNode } from 'react'
import { Panel } from '../panel/panel.tsx'
import { DeskContext } from '../state/use-desk.ts'
import type { Past } from './use-past.ts'

type PastPageProps = { readonly past: Past; readonly children: ReactNode }

/** A page over the desk of a past moment; until one is there, that it is being looked for. */
export function PastPage({ past, children }: PastPageProps): ReactNode {
  const { shown, failure } = past
  if (shown === undefined)
    return (
      <Panel
        id="past-none"
        title={failure === '' ? 'Looking back' : 'No such moment to show'}
        note="The desk runs its journal again up to that moment, beside what it does now."
      >
        <p>{failure === '' ? 'This takes a moment where the journal is long.' : failure}</p>
      </Panel>
    )
  return <DeskContext value={shown.store}>{children}</DeskContext>
}
