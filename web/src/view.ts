import { useSyncExternalStore } from 'react'

/** The sides of the page, named in the address bar so that a screen on a wall can keep one. */
export type View = 'trading' | 'risk' | 'swarm' | 'memory'

export function viewHref(view: View): string {
  return `#${view}`
}

export function useView(): View {
  return useSyncExternalStore(onHash, viewOf)
}

function viewOf(): View {
  const others = ['risk', 'swarm', 'memory'] as const
  return others.find((view) => location.hash === viewHref(view)) ?? 'trading'
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
