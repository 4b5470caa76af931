import type { ReactNode } from 'react'
import type { NightCandidate, NightLine } from '../../../src/app/record/night-lines.ts'
import type { ThoughtLine } from '../../../src/app/record/thought-lines.ts'
import { hrefOf } from '../address.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import type { Told } from '../record/use-record.ts'
import { AnswerMark } from '../strategy/state-mark.tsx'
import { shortOf, sinceText } from '../strategy/version-text.ts'
import { usePages } from '../swarm/pager.tsx'
import { cameTo, nightWords, thoughtsOf } from './night-words.ts'

const rowsMax = 12

type NightsProps = {
  readonly view: Told<readonly NightLine[]>
  /** Number of the night that is open; empty for none. */
  readonly chosen: string
  readonly choose: (night: string) => void
  readonly thoughts: readonly ThoughtLine[]
}

/** Every night of the strategist, the newest first, with what it came to. */
export function Nights({ view, chosen, choose, thoughts }: NightsProps): ReactNode {
  const nights = view.told ?? []
  const [shown, pager] = usePages(nights, rowsMax, 'Pages of the nights')
  return (
    <Panel
      id="nights"
      title="Nights"
      count={nights.length}
      note="What was decided, written, checked and put to the gate. Press one to see its candidates."
    >
      {nights.length === 0 ? <NoNight view={view} /> : null}
      <ul className="nights">
        {shown.map((night) => (
          <Night
            key={night.night}
            night={night}
            isOpen={String(night.night) === chosen}
            choose={choose}
            asked={thoughts.filter(({ cycle }) => cycle === thoughtsOf(night))}
          />
        ))}
      </ul>
      {pager}
    </Panel>
  )
}

function NoNight({ view }: Pick<NightsProps, 'view'>): ReactNode {
  if (view.told === undefined)
    return <Empty>{view.failure === '' ? 'Reading.' : view.failure}</Empty>
  return (
    <>
      <Empty>No night yet. Nights are made over bars that you have, with or without a model:</Empty>
      <pre className="snippet">
        {'coinswarm strategy evolve --bars FILE --nights 12 --every 30d'}
      </pre>
    </>
  )
}

type NightProps = {
  readonly night: NightLine
  readonly isOpen: boolean
  readonly choose: (night: string) => void
  readonly asked: readonly ThoughtLine[]
}

function Night({ night, isOpen, choose, asked }: NightProps): ReactNode {
  const { shape, word, isWell } = nightWords(night)
  const { t, author, end, why, candidates } = night
  const number = String(night.night)
  return (
    <li>
      <button
        type="button"
        className="night"
        aria-expanded={isOpen}
        onClick={() => choose(isOpen ? '' : number)}
      >
        <span className="version-head">
          <strong>Night {number}</strong>
          <span className={isWell ? 'up' : 'down'}>
            <Sign shape={shape} /> {word}
          </span>
          <time className="note" title={fullTimeText(t)}>
            {sinceText(t)}
          </time>
        </span>
        <span className="note version-note">
          {end === '' ? 'The record ends before the night does.' : end}
        </span>
      </button>
      {isOpen ? (
        <div className="night-open">
          <p className="wraps">
            {author} decided: <strong>{night.decision === '' ? 'nothing' : night.decision}</strong>
            {why === '' ? '' : `, ${why}`}
          </p>
          {asked.length === 0 ? null : <Asked asked={asked} />}
          {candidates.length === 0 ? (
            <Empty>No candidate was written.</Empty>
          ) : (
            <ul className="asked">
              {candidates.map((candidate) => (
                <Candidate key={candidate.version} candidate={candidate} />
              ))}
            </ul>
          )}
        </div>
      ) : null}
    </li>
  )
}

function Asked({ asked }: Pick<NightProps, 'asked'>): ReactNode {
  const tokens = asked.reduce((sum, of) => sum + of.tokensIn + of.tokensOut, 0)
  return (
    <p className="note">
      Models were asked{' '}
      {asked.map(({ id, purpose }) => (
        <a key={id} className="in-line" href={hrefOf('thoughts', { thought: id })}>
          {purpose}
        </a>
      ))}{' '}
      in {numberText(tokens, 0)} tokens.
    </p>
  )
}

function Candidate({ candidate }: { readonly candidate: NightCandidate }): ReactNode {
  const { version, idea, checks } = candidate
  const last = checks.at(-1)
  return (
    <li>
      <span className="asked-step">
        <a href={hrefOf('strategies', { version: shortOf(version), show: 'all' })}>
          <code>{shortOf(version)}</code>
        </a>{' '}
        <span className="note">{cameTo(candidate)}</span>
      </span>
      <AnswerMark status={last === undefined ? 'NOT RUN' : last.isPassed ? 'pass' : 'fail'} />
      <span className="asked-why wraps">
        {idea === '' ? null : idea}
        {last === undefined ? null : <span className="note block">{last.why}</span>}
      </span>
    </li>
  )
}
