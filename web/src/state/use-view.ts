import { useCallback, useEffect, useState } from 'react'
import type { ApiAnswer, ApiInput } from '../../../src/doors/api/api-types.ts'
import { askView, type ViewName } from './ask-view.ts'

/** What is known of a view. `said` is kept when a later look fails. */
export type ViewLook<N extends ViewName> = {
  readonly said: ApiAnswer<N> | undefined
  /** Why the last look came to nothing; empty when it did not. */
  readonly failure: string
  readonly isLooking: boolean
  readonly look: () => void
}

/** Asks for a view when it is shown, again when `input` is another one or `look` is called. */
export function useView<N extends ViewName>(name: N, input: ApiInput<N>): ViewLook<N> {
  const [said, setSaid] = useState<ApiAnswer<N>>()
  const [failure, setFailure] = useState('')
  const [looks, setLooks] = useState(0)
  const [done, setDone] = useState('')
  const wanted = `${looks} ${JSON.stringify(input)}`
  const look = useCallback(() => setLooks((count) => count + 1), [])
  useEffect(() => {
    const ending = new AbortController()
    const begin = async (): Promise<void> => {
      const told = await askView(name, input, ending.signal)
      if (told.isTold) setSaid(told.said)
      setFailure(told.isTold ? '' : told.why)
      setDone(wanted)
    }
    // Ended by the next look, which says what there is to say.
    begin().catch(() => undefined)
    return () => ending.abort()
    // `wanted` says all of `input` that matters.
  }, [name, wanted])
  return { said, failure, isLooking: done !== wanted, look }
}
