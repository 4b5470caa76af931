import { useEffect, useState } from 'react'
import type { ApiAnswer } from '../../../src/doors/api/api-types.ts'
import type { DeskSnapshot } from '../../../src/app/desk-view.ts'
import { askView } from '../state/ask-view.ts'
import { DeskStore } from '../state/desk-store.ts'

/** The desk as it stood at a moment, or how far the way there is done. */
export type Past = {
  /** The moment that is shown, which is another than the wanted one while that is reached. */
  readonly shown: { readonly at: number; readonly store: DeskStore } | undefined
  readonly isLooking: boolean
  /** Why the wanted moment is not shown; empty when it is, or will be. */
  readonly failure: string
  /** Share of the way that is done, 0…1; `undefined` while that is not known. */
  readonly share: number | undefined
}

const progressEveryMs = 400
const keptMax = 8
/** Moments seen lately: the way back to one asks nobody. */
const kept = new Map<number, DeskStore>()

/** Looks at the desk of a moment. @param at - ms since 1970; `undefined` looks at nothing. */
export function usePast(at: number | undefined): Past {
  const [shown, show] = useState<Past['shown']>()
  const [failed, fail] = useState<{ readonly at: number; readonly why: string }>()
  const [share, setShare] = useState<number>()
  useEffect(() => {
    if (at === undefined) return show(undefined)
    const known = kept.get(at)
    if (known !== undefined) return show({ at, store: known })
    const ending = new AbortController()
    const timer = setInterval(() => {
      void shareDone(ending.signal).then(setShare, () => undefined)
    }, progressEveryMs)
    const begin = async (): Promise<void> => {
      const told = await askView('snapshot', { at }, ending.signal)
      if (!told.isTold) return fail({ at, why: told.why })
      const store = storeOf(told.said)
      keep(at, store)
      show({ at, store })
      fail(undefined)
    }
    // Ended by the next moment that is wanted, which says what there is to say.
    void begin()
      .catch(() => undefined)
      .finally(() => {
        clearInterval(timer)
        setShare(undefined)
      })
    return () => {
      clearInterval(timer)
      ending.abort()
    }
  }, [at])
  const failure = failed !== undefined && failed.at === at ? failed.why : ''
  const isLooking = at !== undefined && shown?.at !== at && failure === ''
  return { shown: at === undefined ? undefined : shown, isLooking, failure, share }
}

async function shareDone(signal: AbortSignal): Promise<number | undefined> {
  const told = await askView('past', {}, signal)
  if (!told.isTold) return undefined
  const { from, wanted, reached } = told.said
  if (from === null || wanted === null || reached === null || wanted <= from) return undefined
  return Math.min(1, Math.max(0, (reached - from) / (wanted - from)))
}

function storeOf({ risk, swarm, ...view }: ApiAnswer<'snapshot'>): DeskStore {
  const store = new DeskStore()
  store.setLink({ kind: 'live' })
  const told = { ...(risk ? { risk } : {}), ...(swarm === null ? {} : { swarm }) }
  // What the API tells of the swarm loosely is what the stream tells of it.
  const snapshot = { ...view, ...told } as DeskSnapshot
  store.receive({ kind: 'snapshot', snapshot })
  return store
}

function keep(at: number, store: DeskStore): void {
  kept.set(at, store)
  const [oldest] = kept.keys()
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
}
