import { type ReactNode, useState } from 'react'
import { AnswerText } from '../control/answer-text.tsx'
import type { Answer } from '../control/ask-desk.ts'
import { LimitDialog } from '../control/limit-dialog.tsx'
import { useMoment } from '../past/moment.ts'

/** Asks for another limit; in the past there is none to change. */
export function ChangeLimit(): ReactNode {
  const [isOpen, open] = useState(false)
  const [said, say] = useState<Answer>()
  if (useMoment() !== undefined) return null
  const close = (answer?: Answer): void => {
    open(false)
    say(answer)
  }
  return (
    <>
      <AnswerText answer={said} />
      <button type="button" className="plain" onClick={() => open(true)}>
        Change a limit
      </button>
      {isOpen ? <LimitDialog close={close} /> : null}
    </>
  )
}
