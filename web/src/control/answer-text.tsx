import type { ReactNode } from 'react'
import type { Answer } from './ask-desk.ts'

/** What came of a request; spoken at once by screen readers when it was not done. */
export function AnswerText({ answer }: { readonly answer: Answer | undefined }): ReactNode {
  const isRefused = answer?.isDone === false
  return (
    <>
      <p className="answer" role="status">
        {isRefused ? null : answer?.said}
      </p>
      <p className="answer refusal" role="alert">
        {isRefused ? answer.said : null}
      </p>
    </>
  )
}
