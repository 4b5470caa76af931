import { type ReactNode, useMemo, useState } from 'react'
import { goTo, hrefOf } from '../address.ts'
import { KeySheet } from '../keyboard/key-sheet.tsx'
import { moveInList, moveToList, openRow } from '../keyboard/move-in-list.ts'
import { type KeyTable, useKeys } from '../keyboard/use-keys.ts'
import { pages } from '../pages.tsx'
import { lookAt, momentIn } from '../past/moment.ts'
import { readAddress } from '../address.ts'
import { SearchSheet } from '../search/search-sheet.tsx'
import { useDesk, useDeskStore } from '../state/use-desk.ts'
import type { DeskStore } from '../state/desk-store.ts'

const minuteMs = 60_000

/** What stands beside the way to every page: search, the past, and the keys. */
export function PageTools(): ReactNode {
  const [sheet, open] = useState<'keys' | 'search'>()
  const store = useDeskStore()
  const table = useMemo(
    () => ({ ...tableOf(store), '?': () => open('keys'), '/': () => open('search') }),
    [store],
  )
  useKeys(table)
  const close = (): void => open(undefined)
  return (
    <div className="page-tools">
      <button type="button" className="plain" onClick={() => open('search')}>
        Search <kbd aria-hidden="true">/</kbd>
      </button>
      <LookBack store={store} />
      <button type="button" className="plain keys-button" onClick={() => open('keys')}>
        Keys <kbd aria-hidden="true">?</kbd>
      </button>
      {sheet === 'keys' ? <KeySheet close={close} /> : null}
      {sheet === 'search' ? <SearchSheet close={close} /> : null}
    </div>
  )
}

/** The way into the past: to a moment before this one, from where one goes further. */
function LookBack({ store }: { readonly store: DeskStore }): ReactNode {
  const hasPast = useDesk('status').marketTime > 0
  return (
    <button type="button" className="plain" disabled={!hasPast} onClick={() => step(store, 0)}>
      Look back
    </button>
  )
}

function tableOf(store: DeskStore): KeyTable {
  return {
    ...Object.fromEntries(
      pages.map(({ name, letter }) => [`g ${letter}`, () => goTo(hrefOf(name))] as const),
    ),
    j: () => moveInList(1),
    k: () => moveInList(-1),
    J: () => moveToList(1),
    K: () => moveToList(-1),
    Enter: openRow,
    'g p': () => step(store, 0),
    'g b': () => lookAt(undefined),
    '[': () => step(store, -minuteMs),
    ']': () => step(store, minuteMs),
    '{': () => step(store, -60 * minuteMs),
    '}': () => step(store, 60 * minuteMs),
  }
}

/** From the moment that is looked at, or from now, to one that much later, never past now. */
function step(store: DeskStore, byMs: number): void {
  const now = store.desk?.status.marketTime ?? 0
  const at = momentIn(readAddress(location.hash).words.get('at') ?? '')
  if (at === undefined && byMs > 0) return
  lookAt(at === undefined ? now - minuteMs + Math.min(0, byMs) : Math.min(now, at + byMs))
}
