import { type ReactNode, useEffect, useState } from 'react'
import type { Answer } from './ask-desk.ts'

/** Long enough to be read; what was done is soon no longer news, and the banner tells the mode. */
const shownMs = 15_000

/** What came of a request; spoken at once by screen readers when it was not done, and then kept. */
export function AnswerText({ answer }: { readonly answer: Answer | undefined }): ReactNode {
  const [faded, fade] = useState<Answer>()
  useEffect(() => {
    if (answer?.isDone !== true) return
    const timer = setTimeout(() => fade(answer), shownMs)
    return () => clearTimeout(timer)
  }, [answer])
  const isRefused = answer?.isDone === false
  return (
    <>
      <p className="answer" role="status">
        {isRefused || answer === faded ? null : answer?.said}
      </p>
      <p className="answer refusal" role="alert">
        {isRefused ? answer.said : null}
      </p>
    </>
  )
}
