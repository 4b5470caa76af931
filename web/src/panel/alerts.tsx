import { type ReactNode, useState } from 'react'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { useRisk } from '../state/use-desk.ts'
import { Empty, Panel, Scroll } from './panel.tsx'
import { Sign } from './sign.tsx'

const shownMax = 3

/**
 * What a person has to know of now, until somebody at this page has seen it. Spoken at once by
 * screen readers. A reload shows it again: seen here is not dealt with.
 */
export function AlertNotices(): ReactNode {
  const alerts = useRisk('alerts') ?? []
  const [seenUntil, seeUntil] = useState(Number.NEGATIVE_INFINITY)
  const unseen = alerts.filter(({ t }) => t > seenUntil).toSorted((a, b) => b.t - a.t)
  const [newest] = unseen
  const timeOf = timesOf(unseen)
  // What a person did on purpose is told, but not shouted.
  const isGrave = unseen.some(({ code }) => code !== 'manual-act')
  return (
    <div role="alert">
      {newest === undefined ? null : (
        <div className={isGrave ? 'notice alarm' : 'notice bad'}>
          <ul>
            {unseen.slice(0, shownMax).map(({ t, code, text }) => (
              <li key={`${t} ${code}`}>
                <Sign shape="warning" /> <strong>{text}</strong>{' '}
                <span title={fullTimeText(t)}>{timeOf(t)} UTC</span>
              </li>
            ))}
            {unseen.length > shownMax ? <li>and {unseen.length - shownMax} earlier</li> : null}
          </ul>
          <button type="button" className="plain" onClick={() => seeUntil(newest.t)}>
            Seen
          </button>
        </div>
      )}
    </div>
  )
}

export function Alerts(): ReactNode {
  const alerts = (useRisk('alerts') ?? []).toSorted((a, b) => b.t - a.t)
  const timeOf = timesOf(alerts)
  return (
    <Panel
      id="alerts"
      title="Alerts"
      note="What a person had to know of at once, newest first. Every manual act is one."
    >
      {alerts.length === 0 ? (
        <Empty>No alert since the desk began.</Empty>
      ) : (
        <Scroll label="Alerts">
          <ol className="cards">
            {alerts.map(({ t, code, text }) => (
              <li className="card" key={`${t} ${code}`}>
                <p className="card-head">
                  <span>{text}</span>
                  <time className="note" title={fullTimeText(t)}>
                    {timeOf(t)}
                  </time>
                </p>
              </li>
            ))}
          </ol>
        </Scroll>
      )}
    </Panel>
  )
}
