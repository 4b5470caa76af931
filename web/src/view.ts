import { useSyncExternalStore } from 'react'

/** The two sides of the page, named in the address bar so that a screen on a wall can keep one. */
export type View = 'trading' | 'risk'

export function viewHref(view: View): string {
  return `#${view}`
}

export function useView(): View {
  return useSyncExternalStore(onHash, () => (location.hash === '#risk' ? 'risk' : 'trading'))
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
