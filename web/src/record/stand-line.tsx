import type { ReactNode } from 'react'
import { Panel } from '../panel/panel.tsx'
import type { Told } from './use-record.ts'

type LookProps = {
  readonly view: Pick<Told<unknown>, 'failure' | 'isLooking' | 'look'>
  /** What is on the page, in a sentence. */
  readonly children: ReactNode
}

/** What is shown, whether it is gone by, and the button that looks again. */
export function StandLine({ view, children }: LookProps): ReactNode {
  const { failure, isLooking, look } = view
  return (
    <div className="look-line">
      <p>{children}</p>
      <p className="note" role="status">
        {isLooking ? 'Looking.' : failure === '' ? 'Looked at again every minute.' : failure}
      </p>
      <button type="button" className="plain" disabled={isLooking} onClick={look}>
        Look again
      </button>
    </div>
  )
}

/** What stands where rows will be while nothing was told yet, and why. */
export function NotTold({ view }: { readonly view: Pick<Told<unknown>, 'failure'> }): ReactNode {
  const { failure } = view
  return (
    <Panel
      id="not-told"
      title={failure === '' ? 'Reading' : 'Nothing to show'}
      note="This is read from the folder of the desk, whenever it is looked at."
    >
      <p role="status">{failure === '' ? 'This takes a moment.' : failure}</p>
    </Panel>
  )
}
