import type { ReactNode } from 'react'
import { timeText } from '../format/time-text.ts'
import { useDesk } from '../state/use-desk.ts'

/** Which version of the record decides, on a desk with the seat of a champion. */
export function Champion(): ReactNode {
  const { champion } = useDesk('status')
  if (champion === undefined) return null
  const { version, since, before } = champion
  if (version === '')
    return <p className="note">Nobody decides yet: no version of the record is champion.</p>
  const after = before === '' ? 'nobody' : `version ${before.slice(0, 12)}`
  return (
    <p className="note" title={version}>
      Version {version.slice(0, 12)} is the champion since {timeText(since)} UTC. Risk would put{' '}
      {after} in its place.
    </p>
  )
}
