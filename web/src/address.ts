import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** What the address bar says behind its `#`: which page, and in which state. */
export type Address = {
  /** Its name in the table of pages; empty for the first one. */
  readonly page: string
  /** What is chosen there, as `instrument=BTC-USD.SIM&span=60`. */
  readonly words: URLSearchParams
}

const listeners = new Set<() => void>()
const eventOfJournal = /^#journal-(\d+)$/

/** Reads `#page?word=value`; `#journal-12`, as older links have it, is row 12 of the first page. */
export function readAddress(hash: string): Address {
  const sequence = eventOfJournal.exec(hash)?.[1]
  if (sequence !== undefined) return { page: '', words: new URLSearchParams({ journal: sequence }) }
  const [page = '', ...rest] = hash.replace(/^#/, '').split('?')
  return { page, words: new URLSearchParams(rest.join('?')) }
}

/** The link to a page in a state; a moment that is looked at stays the one that is looked at. */
export function hrefOf(page: string, words: Readonly<Record<string, string>> = {}): string {
  const at = readAddress(location.hash).words.get('at')
  const said = new URLSearchParams({ ...words, ...(at === null ? {} : { at }) }).toString()
  return said === '' ? `#${page}` : `#${page}?${said}`
}

/** The name of the page in the address bar. */
export function usePageName(): string {
  return useSyncExternalStore(onAddress, () => readAddress(location.hash).page)
}

/** Calls back when the address is another one. Returns a way to stop. */
export function onAddress(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
    removeEventListener('hashchange', listener)
  }
}

/** Changes words of the address; `undefined` or nothing takes one away. */
export function setWords(
  changes: Readonly<Record<string, string | undefined>>,
  how: 'push' | 'replace' = 'push',
): void {
  const { page, words } = readAddress(location.hash)
  for (const [name, value] of Object.entries(changes))
    if (value === undefined || value === '') words.delete(name)
    else words.set(name, value)
  const said = words.toString()
  const hash = said === '' ? `#${page}` : `#${page}?${said}`
  if (hash === location.hash) return
  const place = hash === '#' ? location.pathname : hash
  if (how === 'push') history.pushState(null, '', place)
  else history.replaceState(null, '', place)
  for (const listener of listeners) listener()
}

/** Goes to a page as a link to it would. */
export function goTo(href: string): void {
  location.hash = href
}

/**
 * One word of the address as state that a link keeps and that the way back restores.
 *
 * @param usual - What stands for nothing said, and is not written.
 */
export function useWord(
  name: string,
  usual: string,
): readonly [value: string, set: (value: string) => void] {
  const said = useSyncExternalStore(onAddress, () => readAddress(location.hash).words.get(name))
  const set = useCallback(
    (value: string) => setWords({ [name]: value === usual ? undefined : value }),
    [name, usual],
  )
  return [said ?? usual, set]
}

/**
 * Several words of the address as one record, such as the filters of a list.
 *
 * @param usual - What stands where nothing is said; the same record every time.
 */
export function useWords<Words extends Readonly<Record<string, string>>>(
  usual: Words,
): readonly [words: Words, set: (words: Words) => void] {
  const hash = useSyncExternalStore(onAddress, () => location.hash)
  const words = useMemo(() => {
    const { words: said } = readAddress(hash)
    const all = Object.entries(usual).map(([name, value]) => [name, said.get(name) ?? value])
    return Object.fromEntries(all) as Words
  }, [hash, usual])
  const set = useCallback(
    (next: Words) =>
      setWords(
        Object.fromEntries(
          Object.entries(next).map(([name, value]) => [
            name,
            value === usual[name] ? undefined : value,
          ]),
        ),
        'replace',
      ),
    [usual],
  )
  return [words, set]
}
