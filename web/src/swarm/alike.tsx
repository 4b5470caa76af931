import type { ReactNode } from 'react'
import { percentText } from '../format/number-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { alikeMax } from './swarm-rows.ts'

/** The pairs that vote alike: together they are less than two voices. */
export function Alike(): ReactNode {
  const alike = useSwarm('alike') ?? []
  return (
    <Panel
      id="alike"
      title="Voting alike"
      note={`Correlation of the votes of two, the 20 highest. The aim is below ${percentText(alikeMax, 0)} for every pair; who is above it counts as a part of a voice.`}
    >
      {alike.length === 0 ? (
        <Empty>No two have voted together often enough to be called alike.</Empty>
      ) : (
        <Scroll label="Pairs that vote alike">
          <ul className="pairs-alike">
            {alike.map(({ a, b, correlation }) => (
              <li key={`${a} ${b}`} className={correlation > alikeMax ? 'breach' : ''}>
                <span>
                  {a} <span className="note">and</span> {b}
                </span>
                <span className="part-bar" aria-hidden="true">
                  <span style={{ width: `${100 * Math.min(1, correlation)}%` }} />
                </span>
                <strong>{percentText(correlation, 0)}</strong>
                <span className="alike-word">
                  {correlation > alikeMax ? (
                    <>
                      <Sign shape="warning" /> above
                    </>
                  ) : (
                    'within'
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Scroll>
      )}
    </Panel>
  )
}
