import { useCallback, useEffect, useState } from 'react'
import type { ApiAnswer, ApiInput } from '../../../src/doors/api/api-types.ts'
import { askView, type ViewName } from '../state/ask-view.ts'

/** Between two looks of a page that is open. Unit: ms. */
const everyMs = 60_000
/** Rows of a page, and how many pages are read at most. */
const [pageRows, pagesMax] = [500, 8]

/** What is known of a view of the API. What was told is kept when a later look fails. */
export type Told<T> = {
  readonly told: T | undefined
  /** Why the last look came to nothing; empty when it did not. */
  readonly failure: string
  readonly isLooking: boolean
  readonly look: () => void
}

/** Views whose rows come in pages, newest first. */
type PagedName = 'experiments' | 'nights' | 'observations' | 'runs' | 'strategies' | 'thoughts'
type Row<N extends PagedName> = ApiAnswer<N>['rows'][number]

/**
 * One answer of a view, looked at now, again and again, and whenever `look` is called. Of another
 * `input` nothing is told before it was answered.
 *
 * @param lookMs - Between two looks.
 */
export function useWatched<N extends ViewName>(
  name: N,
  input: ApiInput<N>,
  lookMs: number = everyMs,
): Told<ApiAnswer<N>> {
  const asked = JSON.stringify(input)
  const read = useCallback(
    // `asked` says all of `input`.
    (signal: AbortSignal) => askOne(name, JSON.parse(asked) as ApiInput<N>, signal),
    [name, asked],
  )
  return useLooks(`${name} ${asked}`, read, lookMs)
}

/** Rows of a view that comes in pages, as far back as eight pages of 500. */
export function useRows<N extends PagedName>(name: N): Told<readonly Row<N>[]> {
  const read = useCallback((signal: AbortSignal) => askRows(name, signal), [name])
  return useLooks(name, read, everyMs)
}

function useLooks<T>(
  key: string,
  read: (signal: AbortSignal) => Promise<T>,
  lookMs: number,
): Told<T> {
  const [seen, setSeen] = useState<{ readonly key: string; readonly told: T }>()
  const [failure, setFailure] = useState('')
  const [looks, setLooks] = useState(0)
  const [done, setDone] = useState('')
  const look = useCallback(() => setLooks((count) => count + 1), [])
  const asked = `${looks} ${key}`
  useEffect(() => {
    const ending = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = (why: string): void => {
      if (ending.signal.aborted) return
      setFailure(why)
      setDone(asked)
      timer = setTimeout(look, lookMs)
    }
    const lookOnce = async (): Promise<void> => {
      try {
        const told = await read(ending.signal)
        if (!ending.signal.aborted) setSeen({ key, told })
        settle('')
      } catch (error: unknown) {
        settle(error instanceof Refusal ? error.message : 'It cannot be read.')
      }
    }
    void lookOnce()
    return () => {
      ending.abort()
      clearTimeout(timer)
    }
  }, [asked, key, read, look, lookMs])
  const told = seen?.key === key ? seen.told : undefined
  return { told, failure: done === asked ? failure : '', isLooking: done !== asked, look }
}

/** What the desk said instead of an answer. */
class Refusal extends Error {}

/** @throws Refusal with a sentence for people */
async function askOne<N extends ViewName>(
  name: N,
  input: ApiInput<N>,
  signal: AbortSignal,
): Promise<ApiAnswer<N>> {
  const told = await askView(name, input, signal)
  if (told.isTold) return told.said
  throw new Refusal(told.why)
}

/** @throws Refusal */
async function askRows<N extends PagedName>(
  name: N,
  signal: AbortSignal,
): Promise<readonly Row<N>[]> {
  const rows: Row<N>[] = []
  let cursor: string | null = ''
  for (let page = 0; page < pagesMax && cursor !== null; page += 1) {
    const input = { limit: pageRows, ...(cursor === '' ? {} : { cursor }) } as ApiInput<N>
    const said: { readonly rows: readonly Row<N>[]; readonly next: string | null } = await askOne(
      name,
      input,
      signal,
    )
    rows.push(...said.rows)
    cursor = said.next
  }
  return rows
}
