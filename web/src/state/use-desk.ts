import {
  type Context,
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { DeskSnapshot } from '../../../src/app/desk-view.ts'
import { DeskStore, type Link } from './desk-store.ts'

export const DeskContext: Context<DeskStore> = createContext(new DeskStore())

export function useDeskStore(): DeskStore {
  return useContext(DeskContext)
}

/** A part of the desk; draws again only when that part is another one. */
export function useDesk<Part extends keyof DeskSnapshot>(part: Part): DeskSnapshot[Part] {
  const store = useDeskStore()
  const value = useSyncExternalStore(store.subscribe, () => store.desk?.[part])
  if (value === undefined) throw new Error(`'${part}' was read before the first snapshot`)
  return value
}

export function useLink(): Link {
  const store = useDeskStore()
  return useSyncExternalStore(store.subscribe, () => store.link)
}

/** The wall clock, once a second. Unit: ms UTC. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
