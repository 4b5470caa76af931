import type { ReactNode } from 'react'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { modeSign } from '../panel/mode-banner.tsx'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import { useRisk } from '../state/use-desk.ts'

/** Who moved the desk between its modes, and why. */
export function ModeHistory(): ReactNode {
  const modes = useRisk('modes') ?? []
  const timeOf = timesOf(modes)
  return (
    <Panel
      id="modes"
      title="History of modes"
      note="Newest first. By itself the desk only ever moves towards safety; back takes a person and a reason."
    >
      {modes.length === 0 ? (
        <Empty>The mode has not changed since the desk began.</Empty>
      ) : (
        <Scroll label="History of modes">
          <ol className="cards">
            {modes.map(({ t, from, to, actor, reason }) => (
              <li className="card" key={`${t} ${from} ${to}`}>
                <p className="card-head">
                  <Sign shape={modeSign(to)} />
                  <span>
                    {from} <span aria-hidden="true">→</span>
                    <span className="unseen">to</span> <strong>{to}</strong>
                  </span>
                  <time className="note" title={fullTimeText(t)}>
                    {timeOf(t)}
                  </time>
                </p>
                <p>
                  {reason} <span className="note">by {actor}</span>
                </p>
              </li>
            ))}
          </ol>
        </Scroll>
      )}
    </Panel>
  )
}
