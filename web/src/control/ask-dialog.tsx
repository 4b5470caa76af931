import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useDesk } from '../state/use-desk.ts'
import { AnswerText } from './answer-text.tsx'
import type { Answer } from './ask-desk.ts'
import type { Asking } from './use-ask.ts'

export type DialogProps = {
  /** @param answer - What the desk did; absent when nothing was asked of it. */
  readonly close: (answer?: Answer) => void
}

type AskDialogProps = DialogProps & {
  readonly title: string
  /** On the button that does it. */
  readonly verb: string
  readonly isGrave?: boolean
  readonly reasonNote: string
  readonly asking: Asking
  readonly submit: (reason: string) => void
  readonly children: ReactNode
}

/** Says what will happen, takes a reason, and does it only at a second press. */
export function AskDialog(props: AskDialogProps): ReactNode {
  const { title, verb, isGrave = false, reasonNote, asking, submit, close, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [reason, setReason] = useState('')
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Closed before it goes, so that the browser puts the focus back where it was.
    return () => element?.close()
  }, [])
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!asking.isWaiting) submit(reason.trim())
  }
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={id} onClose={() => close()}>
      <form onSubmit={send} onKeyDown={ignoreHeldEnter}>
        <h2 id={id}>{title}</h2>
        {children}
        <MoneyNote />
        <label className="reason">
          <span>
            Reason <span className="note">{reasonNote}</span>
          </span>
          <input
            type="text"
            maxLength={200}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <AnswerText answer={asking.answer} />
        <p className="answers">
          <button type="submit" className={isGrave ? 'switch kill' : 'switch sure'}>
            {asking.isWaiting ? 'Asking the desk' : verb}
          </button>
          <button type="button" className="switch" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>
  )
}

/** What is at stake: nobody should wonder, with a finger on the button, whether this is real. */
function MoneyNote(): ReactNode {
  const { trading } = useDesk('desk')
  return (
    <p className="note">
      {trading === 'paper'
        ? 'This is paper trading: no real order is sent.'
        : 'This is a rehearsal: no real order is sent.'}{' '}
      What you do is written into the desk's record with your reason.
    </p>
  )
}

/** A key held down since the first press must not count as the second one. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
}
