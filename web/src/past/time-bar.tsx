import { type ReactNode, useEffect, useState } from 'react'
import { fullTimeText } from '../format/time-text.ts'
import { useDesk, useDeskStore } from '../state/use-desk.ts'
import { useView } from '../state/use-view.ts'
import { lookAt } from './moment.ts'
import type { Past } from './use-past.ts'

/** How long the handle has to lie still before the desk is asked. Unit: ms. */
const stillMs = 350
const minuteMs = 60_000
const steps = [
  { name: 'A day back', short: '\u22121 d', by: -1_440 * minuteMs },
  { name: 'An hour back', short: '\u22121 h', by: -60 * minuteMs },
  { name: 'A minute back', short: '\u22121 min', by: -minuteMs },
  { name: 'A minute on', short: '+1 min', by: minuteMs },
  { name: 'An hour on', short: '+1 h', by: 60 * minuteMs },
  { name: 'A day on', short: '+1 d', by: 1_440 * minuteMs },
]
const nothing = {}

type TimeBarProps = { readonly at: number; readonly past: Past; readonly isOfNow: boolean }

/** Says that this is the past, goes to any moment of it, and leads back to now. */
export function TimeBar({ at, past, isOfNow }: TimeBarProps): ReactNode {
  const { mode, marketTime } = useDesk('status')
  const from = useFrom()
  const go = (moment: number): void => lookAt(Math.min(marketTime, Math.max(from, moment)))
  return (
    <section className="past" aria-label="The past">
      <p className="mode-name past-name">
        <strong>Past</strong>
      </p>
      <div className="past-said">
        <p role="status">
          <strong>
            {past.failure === ''
              ? `This is the desk as it stood at ${fullTimeText(at)}.`
              : `${fullTimeText(at)} cannot be shown: ${past.failure}`}
          </strong>{' '}
          {isOfNow ? 'This page alone tells of now. ' : ''}
          Switches are off here; the desk is in mode <strong>{mode}</strong> now.
        </p>
        <Scrubber from={from} to={marketTime} at={at} go={go} />
        <div className="past-steps">
          {steps.map(({ name, short, by }) => (
            <button
              key={short}
              type="button"
              className="plain"
              disabled={by < 0 ? at <= from : at >= marketTime}
              onClick={() => go(at + by)}
            >
              <span aria-hidden="true">{short}</span>
              <span className="unseen">{name}</span>
            </button>
          ))}
          <Progress past={past} at={at} />
        </div>
      </div>
      <button type="button" className="switch" onClick={() => lookAt(undefined)}>
        Back to now
      </button>
    </section>
  )
}

type ScrubberProps = {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly go: (moment: number) => void
}

/** A handle over all that the journal tells of, and a field for a moment by its words. */
function Scrubber({ from, to, at, go }: ScrubberProps): ReactNode {
  const [held, hold] = useState<number>()
  useEffect(() => {
    if (held === undefined) return undefined
    const timer = setTimeout(() => {
      hold(undefined)
      go(held)
    }, stillMs)
    return () => clearTimeout(timer)
  })
  const shown = held ?? at
  return (
    <div className="scrubber">
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={fullTimeText(shown)}
        min={from}
        max={Math.max(from, to)}
        step={minuteMs}
        value={shown}
        onChange={(event) => hold(Number(event.currentTarget.value))}
      />
      <input
        type="datetime-local"
        aria-label="Moment, UTC"
        value={new Date(shown).toISOString().slice(0, 16)}
        onChange={(event) => {
          const moment = Date.parse(`${event.currentTarget.value}Z`)
          if (Number.isFinite(moment)) hold(moment)
        }}
      />
    </div>
  )
}

/** How far the desk has run its journal again. */
function Progress({ past, at }: { readonly past: Past; readonly at: number }): ReactNode {
  if (!past.isLooking) return null
  const { share, shown } = past
  return (
    <span className="past-progress">
      <progress {...(share === undefined ? {} : { value: share })} aria-label="Way to the moment" />
      <span className="note">
        The journal is run again up to there
        {shown === undefined || shown.at === at ? '' : `; below is still ${fullTimeText(shown.at)}`}
        .
      </span>
    </span>
  )
}

/** The first moment there is: what the desk says, or the oldest the page has heard of. */
function useFrom(): number {
  const told = useView('past', nothing).said?.from
  const store = useDeskStore()
  return told ?? store.desk?.equity[0]?.t ?? 0
}
