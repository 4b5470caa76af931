import { useSyncExternalStore } from 'react'

/** The sides of the page, named in the address bar so that a screen on a wall can keep one. */
export type View = 'trading' | 'risk' | 'swarm'

export function viewHref(view: View): string {
  return `#${view}`
}

export function useView(): View {
  return useSyncExternalStore(onHash, viewOf)
}

function viewOf(): View {
  if (location.hash === viewHref('risk')) return 'risk'
  return location.hash === viewHref('swarm') ? 'swarm' : 'trading'
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
