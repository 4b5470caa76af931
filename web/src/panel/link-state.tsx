import type { ReactNode } from 'react'
import { useLink } from '../state/use-desk.ts'

/** Whether what is shown is still being told to us. */
export function LinkState(): ReactNode {
  const link = useLink()
  return (
    <p className={link.kind === 'live' ? 'state' : 'state bad'} data-link={link.kind}>
      <span className="state-name">Stream</span>
      <strong>{link.kind}</strong>
    </p>
  )
}
