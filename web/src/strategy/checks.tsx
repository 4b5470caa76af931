import type { ReactNode } from 'react'
import type { NightAnswer, NightCheck } from '../../../src/app/record/night-lines.ts'
import type { StrategyDetail } from '../../../src/app/record/strategy-detail.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { AnswerMark } from './state-mark.tsx'
import { figureText } from './version-text.ts'

/** What each step of a check asks, in a few words. */
const asks: Readonly<Record<string, string>> = {
  review: 'Can the difference be read, and is it one?',
  static: 'Is anything seen to be wrong?',
  sandbox: 'Does it define a strategy, in a box of its own?',
  soundness: 'Does it do enough to be judged by?',
  backtest: 'What did its run come to?',
  gate: 'Is it better by more than luck?',
}

/** What a night asked of a version, step by step, and every question of the gate. */
export function Checks({ version }: { readonly version: StrategyDetail }): ReactNode {
  const { checks } = version
  const gate = checks.findLast(({ step }) => step === 'gate')
  return (
    <Panel
      id="checks"
      title="What it was asked"
      note="In the order of a night; one that fails ends the way. Most fail, which is what a gate is for."
    >
      {checks.length === 0 ? (
        <Empty>
          No night has asked it anything. <code>coinswarm strategy evolve</code> asks what it writes
          itself; <code>coinswarm gate</code> asks a strategy of your own.
        </Empty>
      ) : (
        <ol className="asked">
          {checks.map((check, i) => (
            <Check key={`${check.step} ${String(i)}`} check={check} />
          ))}
        </ol>
      )}
      {gate === undefined || gate.answers.length === 0 ? null : <Gate answers={gate.answers} />}
    </Panel>
  )
}

function Check({ check }: { readonly check: NightCheck }): ReactNode {
  const { step, isPassed, why } = check
  return (
    <li>
      <span className="asked-step">
        <strong>{step}</strong> <span className="note">{asks[step] ?? ''}</span>
      </span>
      <AnswerMark status={isPassed ? 'pass' : 'fail'} />
      <span className="asked-why wraps">{why}</span>
    </li>
  )
}

function Gate({ answers }: { readonly answers: readonly NightAnswer[] }): ReactNode {
  return (
    <>
      <h3>The gate, question by question</h3>
      <ul className="asked">
        {answers.map(({ name, status, figures, why }) => (
          <li key={name}>
            <span className="asked-step">
              <strong>{name}</strong>
            </span>
            <AnswerMark status={status} />
            <span className="asked-why wraps">
              {why}
              <Figures figures={figures} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Figures({ figures }: Pick<NightAnswer, 'figures'>): ReactNode {
  const all = Object.entries(figures)
  if (all.length === 0) return null
  return (
    <span className="note figure-words">
      {all.map(([name, value]) => (
        <span key={name}>
          {name} <b>{figureText(value)}</b>
        </span>
      ))}
    </span>
  )
}
