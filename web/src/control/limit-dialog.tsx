import { type ReactNode, useState } from 'react'
import { useView } from '../state/use-view.ts'
import type { Answer } from './ask-desk.ts'
import { AskDialog, type DialogProps } from './ask-dialog.tsx'
import { useAsk } from './use-ask.ts'

const nothing = {}

/** Another limit: which, how much, why, and a code that proves a person is there. */
export function LimitDialog({ close }: DialogProps): ReactNode {
  const { said, failure } = useView('control', nothing)
  const limits = said?.state.limits ?? []
  const [wanted, want] = useState('')
  const [typed, type] = useState('')
  const [code, setCode] = useState('')
  const chosen = limits.find(({ key }) => key === wanted) ?? limits[0]
  const change = useAsk(close)
  const submit = (reason: string): void => {
    const value = Number(typed)
    if (chosen === undefined) return change.refuse('The desk has told no limit yet.')
    if (typed.trim() === '' || !Number.isFinite(value))
      return change.refuse('Say the limit as a number, such as 0.05 for 5 %.')
    if (reason === '') return change.refuse('Say why the limit is to be another.')
    const act = { path: '/api/v1/limits', body: { key: chosen.key, value, reason } } as const
    if (said?.isFresh === true) return change.ask(act)
    if (!/^\d{6}$/.test(code)) return change.refuse('Type the six digits of the code of now.')
    change.ask({ path: '/api/v1/step-up', body: { code } }, act)
  }
  return (
    <AskDialog
      title="Change a limit"
      verb="Change it"
      reasonNote="is needed"
      asking={failure === '' ? change : { ...change, answer: notTold(failure) }}
      close={close}
      submit={submit}
    >
      <p>
        A tighter limit holds at once; a wider one a day later, and can be taken back until then.
      </p>
      <label className="field">
        <span className="note">Limit</span>
        <select value={chosen?.key ?? ''} onChange={(event) => want(event.currentTarget.value)}>
          {limits.map(({ key, value }) => (
            <option key={key} value={key}>
              {key}, now {value}
            </option>
          ))}
        </select>
      </label>
      <Line label="New value" value={typed} change={type} />
      {said?.isFresh === true ? null : (
        <>
          <Line label="Code of now" value={code} change={setCode} />
          <p className="note">
            It proves that a person is there: <code>coinswarm token code</code> in a terminal prints
            it, an authenticator shows it. It is asked for again after five minutes.
          </p>
        </>
      )}
    </AskDialog>
  )
}

type LineProps = {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
}

function Line({ label, value, change }: LineProps): ReactNode {
  return (
    <label className="field">
      <span className="note">{label}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="one-time-code"
        maxLength={24}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  )
}

function notTold(said: string): Answer {
  return { isDone: false, said }
}
