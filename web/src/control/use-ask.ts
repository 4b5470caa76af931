import { useState } from 'react'
import { type Answer, type Ask, askDesk } from './ask-desk.ts'

export type Asking = {
  readonly isWaiting: boolean
  /** The last answer, until something else is asked. */
  readonly answer: Answer | undefined
  readonly ask: (what: Ask) => void
  readonly refuse: (why: string) => void
}

/** One request at a time and what became of it. `done` is called when the desk has done it. */
export function useAsk(done: (answer: Answer) => void = () => undefined): Asking {
  const [isWaiting, setWaiting] = useState(false)
  const [answer, setAnswer] = useState<Answer>()
  const ask = async (what: Ask): Promise<void> => {
    setWaiting(true)
    setAnswer(undefined)
    const came = await askDesk(what)
    setWaiting(false)
    setAnswer(came)
    if (came.isDone) done(came)
  }
  const refuse = (said: string): void => setAnswer({ isDone: false, said })
  return { isWaiting, answer, ask: (what) => void ask(what), refuse }
}
