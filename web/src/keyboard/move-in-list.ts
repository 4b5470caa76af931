/** What can be gone through row by row: tables, cards and results. */
const listSelector = [
  'table:has(tbody tr)',
  '.cards',
  '.findings',
  '.page-list',
  '.lineage',
  '.nights',
]
  .map((list) => `main ${list}`)
  .join(', ')
const rowSelector = 'tbody > tr, :scope > li'

/**
 * Puts the focus on the next row of the list in which it is, or on the first row of the first list
 * in sight. @param step - 1 goes down, -1 up.
 */
export function moveInList(step: 1 | -1): void {
  const focused = document.activeElement
  const list = focused?.closest(listSelector) ?? firstInSight()
  const rows = rowsOf(list)
  const at = rows.findIndex((row) => row.contains(focused))
  const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))]
  if (row === undefined) return
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
}

/** Puts the focus on the first row of the list before or after the one in which it is. */
export function moveToList(step: 1 | -1): void {
  const lists = shownLists()
  const at = lists.findIndex((list) => list.contains(document.activeElement))
  const list = lists[(at + step + lists.length) % lists.length]
  const [row] = rowsOf(list)
  if (row === undefined) return
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'center' })
}

/** Does what pressing the row would: its first link or button. */
export function openRow(): void {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !focused.matches('tr, li')) return
  focused.querySelector<HTMLElement>('a[href], button')?.click()
}

function rowsOf(list: Element | null | undefined): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(rowSelector) ?? [])]
}

function firstInSight(): Element | undefined {
  const lists = shownLists()
  const inSight = lists.find((list) => {
    const { top, bottom } = list.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  })
  return inSight ?? lists[0]
}

function shownLists(): readonly Element[] {
  return [...document.querySelectorAll(listSelector)].filter((list) => list.checkVisibility())
}
