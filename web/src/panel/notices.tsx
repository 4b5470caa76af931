import type { ReactNode } from 'react'
import { fullTimeText, timeText } from '../format/time-text.ts'
import { useDesk, useLink, useNow } from '../state/use-desk.ts'

/** What a person should know before reading any number below. Spoken by screen readers. */
export function Notices({ retry }: { readonly retry: () => void }): ReactNode {
  return (
    <div className="notices" role="status">
      <LinkNotice retry={retry} />
      <DeskNotice />
    </div>
  )
}

function LinkNotice({ retry }: { readonly retry: () => void }): ReactNode {
  const link = useLink()
  const now = useNow()
  if (link.kind !== 'lost') return null
  const { retryAt, heardAt, farewell } = link
  const seconds = Math.ceil((retryAt - now) / 1_000)
  return (
    <p className="notice bad">
      <span>
        <strong>The stream is lost.</strong> What you see is{' '}
        {heardAt === undefined ? 'old' : `as of ${fullTimeText(heardAt)}`}.{' '}
        {farewell === '' ? 'Is coinswarm still running?' : `The desk said: ${farewell}.`} Trying
        again
        <span aria-hidden="true">{seconds > 0 ? ` in ${seconds} s` : ''}</span>.
      </span>
      <button type="button" className="plain" onClick={retry}>
        Try now
      </button>
    </p>
  )
}

function DeskNotice(): ReactNode {
  const { isFinished, isStale, marketTime } = useDesk('status')
  const { source } = useDesk('desk')
  return (
    <>
      {isFinished ? (
        <p className="notice">
          The recording has ended; this is its last state, {timeText(marketTime)} UTC.
        </p>
      ) : isStale ? (
        <p className="notice bad">
          <span>
            <strong>Prices are stale.</strong> No bar has come from {source.label} for more than two
            intervals, so no new risk is taken.
          </span>
        </p>
      ) : null}
    </>
  )
}
