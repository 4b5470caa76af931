import { useCallback, useEffect, useState } from 'react'
import type { MemoryTold } from '../../../src/app/memory/memory-told.ts'

/** Between two looks of a page that is open. Unit: ms. */
const everyMs = 60_000
/** A long journal takes its time; longer than that is an answer too. */
const answerMaxMs = 120_000

/** What is known of the desk's memory. `told` is kept when a later look fails. */
export type Memory = {
  readonly told: MemoryTold | undefined
  /** Why the last look came to nothing; empty when it did not. */
  readonly failure: string
  readonly isLooking: boolean
  readonly look: () => void
}

/** Looks now, every minute while it is shown, and whenever `look` is called. */
export function useMemory(): Memory {
  const [told, setTold] = useState<MemoryTold>()
  const [failure, setFailure] = useState('')
  const [looks, setLooks] = useState(0)
  const [done, setDone] = useState(-1)
  const look = useCallback(() => setLooks((count) => count + 1), [])
  useEffect(() => {
    let isWanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = async (): Promise<void> => {
      const answer = await ask()
      if (!isWanted) return
      if (typeof answer !== 'string') setTold(answer)
      setFailure(typeof answer === 'string' ? answer : '')
      setDone(looks)
      timer = setTimeout(look, everyMs)
    }
    void begin()
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [looks, look])
  return { told, failure, isLooking: done !== looks, look }
}

/** @returns What is remembered, or in a sentence why nothing is told. Never rejects. */
async function ask(): Promise<MemoryTold | string> {
  try {
    const answer = await fetch('/api/memory', { signal: AbortSignal.timeout(answerMaxMs) })
    if (answer.ok) return (await answer.json()) as MemoryTold
    if (answer.status === 404) return 'This desk tells nothing of its memory to its page.'
    const said = (await answer.json()) as { readonly error?: { readonly message?: string } }
    return said.error?.message ?? `The desk could not say (status ${answer.status}).`
  } catch {
    return 'The desk does not answer; this page asks again in a minute.'
  }
}
