import type { ReactNode } from 'react'
import type { DeskHeader } from '../../../src/app/desk-view.ts'
import { ageText, fullTimeText, timeText } from '../format/time-text.ts'
import { useDesk, useNow } from '../state/use-desk.ts'

type Kind = DeskHeader['source']['kind']

const names: Readonly<Record<Kind, string>> = {
  generated: 'Made-up prices',
  file: 'Recorded prices',
  venue: 'Real prices',
}

/** Where prices come from, said plainly, and how old the newest is. */
export function Source(): ReactNode {
  const { source, trading } = useDesk('desk')
  const isRehearsal = trading === 'rehearsal'
  const { marketTime, receivedAt, isStale, isFinished } = useDesk('status')
  const now = useNow()
  const state = isFinished ? 'finished' : isStale ? 'stale' : ''
  return (
    <div className="source">
      <p>
        <strong className="kind">{isRehearsal ? 'No real prices' : names[source.kind]}</strong>{' '}
        {source.label}
        {isRehearsal ? null : (
          <span className="speed"> {speedText(source.kind, source.speed)}</span>
        )}
      </p>
      <p className="note" title={fullTimeText(marketTime)}>
        {marketTime === 0 ? (
          'No bar yet'
        ) : (
          <>
            Market time <time>{timeText(marketTime)} UTC</time>, last bar{' '}
            {ageText(now - receivedAt)} ago{' '}
            {state === '' ? null : <strong className="flag">{state}</strong>}
          </>
        )}
      </p>
    </div>
  )
}

function speedText(kind: Kind, speed: number): string {
  if (speed === 0) return 'as fast as possible'
  if (speed === 1) return kind === 'venue' ? 'live' : 'at real time'
  return `at ${speed}\u00d7 real time`
}
