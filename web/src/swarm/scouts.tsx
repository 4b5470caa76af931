import type { ReactNode } from 'react'
import type { SwarmInstrument } from '../../../src/app/swarm-view.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, timeText } from '../format/time-text.ts'

const pointsMax = 8
const members = [1, 2, 3]

/** What the teams of explorers made of an instrument when they were last asked. */
export function Scouts({
  scouted: { t, teams, said },
}: {
  readonly scouted: NonNullable<SwarmInstrument['scouted']>
}): ReactNode {
  return (
    <div className="scouts">
      <p className="note" title={fullTimeText(t)}>
        Explorers, {timeText(t)} UTC: {said}.
      </p>
      <ul>
        {teams.map(({ team, score, votes }) => (
          <li key={team}>
            <span className="scout-team">{team.replaceAll('-', ' ')}</span>
            <span
              className="points"
              role="meter"
              aria-label={`Points of ${team}`}
              aria-valuemin={0}
              aria-valuemax={pointsMax}
              aria-valuenow={Math.min(score, pointsMax)}
              aria-valuetext={`${numberText(score, 1)} of ${pointsMax} points`}
            >
              <span
                className="points-had"
                style={{ width: `${Math.min(100, (100 * score) / pointsMax)}%` }}
              />
            </span>
            <span className="scout-score">{numberText(score, 1)}</span>
            <span className="scout-votes" title={`${votes} of ${members.length} for it`}>
              <span className="quarters" aria-hidden="true">
                {members.map((member) => (
                  <span key={member} className={votes >= member ? 'quarter held' : 'quarter'} />
                ))}
              </span>
              <span className="unseen">
                {votes} of {members.length} votes for it
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
