import { useState } from 'react'
import { type Answer, type Ask, askDesk } from './ask-desk.ts'

export type Asking = {
  readonly isWaiting: boolean
  /** The last answer, until something else is asked. */
  readonly answer: Answer | undefined
  /** Asks for one thing after the other, until one is not done. */
  readonly ask: (...what: readonly Ask[]) => void
  readonly refuse: (why: string) => void
}

/** One request at a time and what became of it. `done` is called when the desk has done it. */
export function useAsk(done: (answer: Answer) => void = () => undefined): Asking {
  const [isWaiting, setWaiting] = useState(false)
  const [answer, setAnswer] = useState<Answer>()
  const ask = async (acts: readonly Ask[]): Promise<void> => {
    setWaiting(true)
    setAnswer(undefined)
    const came = await askAll(acts)
    setWaiting(false)
    setAnswer(came)
    if (came.isDone) done(came)
  }
  const refuse = (said: string): void => setAnswer({ isDone: false, said })
  return { isWaiting, answer, ask: (...what) => void ask(what), refuse }
}

async function askAll([first, ...rest]: readonly Ask[]): Promise<Answer> {
  if (first === undefined) return { isDone: true, said: 'Nothing was asked.' }
  const answer = await askDesk(first)
  return answer.isDone && rest.length > 0 ? askAll(rest) : answer
}
