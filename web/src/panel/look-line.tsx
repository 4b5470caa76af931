import type { ReactNode } from 'react'

type LookLineProps = {
  readonly isLooking: boolean
  /** Why the last look came to nothing; empty when it did not. */
  readonly failure: string
  readonly look: () => void
  /** What stands there when all is well. */
  readonly children: ReactNode
}

/** Whether what stands below is of now, and the button that looks again. */
export function LookLine({ isLooking, failure, look, children }: LookLineProps): ReactNode {
  return (
    <div className="look-line">
      <p className="note" role="status">
        {isLooking ? 'Asking the desk.' : failure === '' ? children : failure}
      </p>
      <button type="button" className="plain" disabled={isLooking} onClick={look}>
        Look again
      </button>
    </div>
  )
}
