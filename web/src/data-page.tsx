import type { ReactNode } from 'react'
import { BarHealth } from './data/bar-health.tsx'
import { Lateness } from './data/lateness.tsx'
import { Sources } from './data/sources.tsx'
import { ageText } from './format/time-text.ts'
import { StandLine } from './record/stand-line.tsx'
import { useWatched } from './record/use-record.ts'
import { useDesk, useNow } from './state/use-desk.ts'

/** What the desk goes by: how fresh, how whole and how prompt it is. */
export function DataPage(): ReactNode {
  const view = useWatched('dataHealth', {})
  const { source } = useDesk('desk')
  const { isStale, isFinished, receivedAt } = useDesk('status')
  const now = useNow()
  const ago = ageText(now - receivedAt)
  return (
    <div className="data">
      <StandLine view={view}>
        <strong className={isStale ? 'down' : 'up'}>
          {isFinished ? 'The market has ended' : isStale ? 'Stale' : 'Fresh'}
        </strong>
        : {source.label}, the newest bar came {ago} ago.
      </StandLine>
      <div className="columns halves">
        <div className="column">
          <BarHealth view={view} />
          <Lateness />
        </div>
        <div className="column">
          <Sources />
        </div>
      </div>
    </div>
  )
}
