import {
  type Context,
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { DeskSnapshot } from '../../../src/app/desk-view.ts'
import type { RiskView } from '../../../src/app/risk-view.ts'
import type { SwarmView } from '../../../src/app/swarm-view.ts'
import { DeskStore, type Link } from './desk-store.ts'

export const DeskContext: Context<DeskStore> = createContext(new DeskStore())

type ToldPart = Exclude<keyof DeskSnapshot, 'risk' | 'swarm'>

export function useDeskStore(): DeskStore {
  return useContext(DeskContext)
}

/** A part that every desk tells; draws again only when that part is another one. */
export function useDesk<Part extends ToldPart>(part: Part): DeskSnapshot[Part] {
  const store = useDeskStore()
  const value = useSyncExternalStore(store.subscribe, () => store.desk?.[part])
  if (value === undefined) throw new Error(`'${part}' was read before the first snapshot`)
  return value
}

/** A part of what the desk says of its risk; `undefined` while it has said nothing. */
export function useRisk<Part extends keyof RiskView>(part: Part): RiskView[Part] | undefined {
  const store = useDeskStore()
  return useSyncExternalStore(store.subscribe, () => store.desk?.risk?.[part])
}

/** A part of what the desk says of its agents; `undefined` where votes are not earned. */
export function useSwarm<Part extends keyof SwarmView>(part: Part): SwarmView[Part] | undefined {
  const store = useDeskStore()
  return useSyncExternalStore(store.subscribe, () => store.desk?.swarm?.[part])
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
