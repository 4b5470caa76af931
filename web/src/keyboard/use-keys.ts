import { useEffect } from 'react'

/** How long a `g` waits for its letter. Unit: ms. */
const patienceMs = 1_500

/** What a key does: by the key itself, or by two as `g r`. */
export type KeyTable = Readonly<Record<string, () => void>>

/**
 * Listens to keys while nothing is typed and no sheet lies over the page. Keys with Ctrl, Alt or
 * the like belong to the browser.
 */
export function useKeys(table: KeyTable): void {
  useEffect(() => {
    let begun: { readonly key: string; readonly at: number } | undefined
    const press = (event: KeyboardEvent): void => {
      const { key, timeStamp: at } = event
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return
      const isSecond = begun !== undefined && at - begun.at < patienceMs
      const act = table[isSecond ? `${begun?.key} ${key}` : key]
      begun = !isSecond && beginsOne(table, key) ? { key, at } : undefined
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [table])
}

function beginsOne(table: KeyTable, key: string): boolean {
  return Object.keys(table).some((keys) => keys.startsWith(`${key} `))
}

/** Letters typed there are meant for what has the focus, and Enter presses a button or a link. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  if (!(target instanceof Element)) return false
  if (key === 'Enter' && target.matches('button, a[href], summary')) return true
  return target.matches('input, textarea, select, [contenteditable]')
}
