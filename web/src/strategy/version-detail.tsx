import type { ReactNode } from 'react'
import type { StrategyDetail, StrategyStep } from '../../../src/app/record/strategy-detail.ts'
import { fullTimeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import type { Told } from '../record/use-record.ts'
import { StateMark } from './state-mark.tsx'
import { evidenceText, shortOf, sinceText } from './version-text.ts'
import { Fact } from '../panel/fact.tsx'

type DetailProps = {
  /** Of a version; empty for none. */
  readonly id: string
  readonly view: Told<{ readonly strategy: StrategyDetail | null }>
  readonly choose: (id: string) => void
}

/** One version: where it comes from and its steps. */
export function VersionDetail({ id, view, choose }: DetailProps): ReactNode {
  const { told, failure } = view
  const version = told?.strategy ?? undefined
  return (
    <Panel
      id="version"
      title={id === '' ? 'One version' : `Version ${shortOf(id)}`}
      note="Signed steps, oldest first, and the evidence that each of them rests on."
    >
      {version !== undefined ? (
        <Known version={version} choose={choose} />
      ) : (
        <Empty>
          {failure !== ''
            ? failure
            : told === undefined
              ? 'Reading.'
              : 'The desk keeps no version of this name; choose one from the lineage.'}
        </Empty>
      )}
    </Panel>
  )
}

type KnownProps = { readonly version: StrategyDetail; readonly choose: (id: string) => void }

function Known({ version, choose }: KnownProps): ReactNode {
  const { id, module, state, isControl, author, parents, cycle, note, since, steps, t } = version
  return (
    <>
      <p className="episode-head">
        <StateMark state={state} isControl={isControl} />
        <span className="note">{sinceText(since)}</span>
      </p>
      {note === '' ? null : <p className="wraps version-idea">{note}</p>}
      <dl className="facts">
        <Fact name="Kind">{module}</Fact>
        <Fact name="Made">{sinceText(t)}</Fact>
        <Fact name="By">{author}</Fact>
        <Fact name="Night">{cycle === 0 ? 'none, by hand or bred' : `cycle ${cycle}`}</Fact>
        <Fact name="Made from">
          {parents.length === 0 ? 'nothing before it' : null}
          {parents.map((parent) => (
            <button
              key={parent}
              type="button"
              className="agent-link"
              onClick={() => choose(parent)}
            >
              <code>{shortOf(parent)}</code>
            </button>
          ))}
        </Fact>
        <Fact name="SHA-256">
          <code className="whole-id">{id}</code>
        </Fact>
      </dl>
      <h3>Steps</h3>
      {steps.length === 0 ? (
        <Empty>
          None yet: it is a draft. A night, or <code>coinswarm strategy promote</code> where it
          passed the gate, moves it on.
        </Empty>
      ) : (
        <ol className="steps">
          {steps.map((step) => (
            <Step key={`${step.t} ${step.from} ${step.to}`} step={step} />
          ))}
        </ol>
      )}
    </>
  )
}

function Step({ step }: { readonly step: StrategyStep }): ReactNode {
  const { t, from, to, actor, reason, evidence, cycle } = step
  const pieces = Object.entries(evidence)
  return (
    <li>
      <p className="step-head">
        <span className="note">{from} to</span> <StateMark state={to} />
        <time className="note" title={fullTimeText(t)}>
          {sinceText(t)}
        </time>
      </p>
      <p className="wraps">
        {reason}{' '}
        <span className="note">
          {actor}
          {cycle === 0 ? '' : `, cycle ${cycle}`}
        </span>
      </p>
      {pieces.length === 0 ? null : (
        <details>
          <summary>
            {pieces.length === 1 ? '1 piece of evidence' : `${pieces.length} pieces of evidence`}
          </summary>
          <dl className="pieces">
            {pieces.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{evidenceText(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}
