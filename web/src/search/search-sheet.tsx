import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react'
import { goTo, hrefOf } from '../address.ts'
import { timeText } from '../format/time-text.ts'
import { pages } from '../pages.tsx'
import { Sheet } from '../panel/sheet.tsx'
import { useDeskStore } from '../state/use-desk.ts'
import { useView } from '../state/use-view.ts'
import { type Found, type Records, search, searchIndex } from './search-index.ts'

const nothingFound = 'Nothing like that among what this page holds.'
const howTo = 'Arrow keys choose, Enter opens. What is older than the page holds is in the journal.'
const nothing = {}
const most = { limit: 500 }

/** Finds pages, instruments, agents, versions, orders, decisions, acts, events and settings. */
export function SearchSheet({ close }: { readonly close: () => void }): ReactNode {
  const [typed, type] = useState('')
  const [at, move] = useState(0)
  const id = useId()
  const found = search(useIndex(), typed)
  const chosen = found[Math.min(at, found.length - 1)]
  const open = (row: Found): void => {
    close()
    goTo(hrefOf(row.page, row.words))
  }
  const press = (event: KeyboardEvent): void => {
    const step = stepOf(event)
    if (step !== 0) {
      event.preventDefault()
      move(Math.min(found.length - 1, Math.max(0, at + step)))
    }
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      open(chosen)
    }
  }
  return (
    <Sheet title="Search" className="search" close={close}>
      <input
        type="text"
        role="combobox"
        aria-label="Search this desk"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${found.indexOf(chosen)}`}
        autoComplete="off"
        spellCheck={false}
        placeholder="instrument, order, decision, agent, version, act, page"
        // The sheet is opened to type in it.
        ref={(element) => element?.focus()}
        value={typed}
        onChange={(event) => {
          type(event.currentTarget.value)
          move(0)
        }}
        onKeyDown={press}
      />
      <ul className="found" role="listbox" id={`${id}-list`} aria-label="Found">
        {found.map((row, i) => (
          <FoundRow
            key={`${row.kind} ${row.title} ${row.said}`}
            id={`${id}-${i}`}
            row={row}
            isChosen={row === chosen}
            open={open}
          />
        ))}
      </ul>
      <p className="note" role="status">
        {found.length === 0 ? nothingFound : howTo}
      </p>
    </Sheet>
  )
}

type FoundRowProps = {
  readonly id: string
  readonly row: Found
  readonly isChosen: boolean
  readonly open: (row: Found) => void
}

function FoundRow({ id, row, isChosen, open }: FoundRowProps): ReactNode {
  const show = (element: HTMLElement | null): void => {
    if (isChosen) element?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <li id={id} role="option" aria-selected={isChosen} ref={show} onClick={() => open(row)}>
      <span className="found-kind">{row.kind}</span>
      <span className="found-title">{row.title}</span>
      <span className="note">{row.said}</span>
    </li>
  )
}

function stepOf(event: KeyboardEvent): number {
  if (event.key === 'ArrowDown' || (event.ctrlKey && event.key === 'j')) return 1
  return event.key === 'ArrowUp' || (event.ctrlKey && event.key === 'k') ? -1 : 0
}

/** All that can be found, as it stood when the sheet was opened; records come when they come. */
function useIndex(): readonly Found[] {
  const [desk] = useState(useDeskStore().desk)
  const audit = useView('audit', most).said?.rows
  const settings = useView('configuration', nothing).said?.rows
  const versions = useView('strategies', most).said?.rows
  return useMemo(() => {
    const records: Records = {
      audit: audit ?? [],
      settings: settings ?? [],
      versions: versions ?? [],
    }
    return desk === undefined ? [] : searchIndex(desk, records, pages, timeText)
  }, [desk, audit, settings, versions])
}
