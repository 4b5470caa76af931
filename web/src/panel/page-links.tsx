import { type ReactNode, useEffect, useRef } from 'react'
import { hrefOf } from '../address.ts'
import { pageNamed, pages } from '../pages.tsx'

/** The way to every page, in one row that scrolls where it is too long. */
export function PageLinks({ shown }: { readonly shown: string }): ReactNode {
  const row = useRef<HTMLElement>(null)
  const current = pageNamed(shown)?.name
  useEffect(() => showLink(row.current), [current])
  return (
    <nav className="views" aria-label="Pages" ref={row}>
      {pages.map(({ name, title, about }) => (
        <a
          key={name}
          href={hrefOf(name)}
          title={about}
          aria-current={name === current ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  )
}

/** Scrolls the row, and never the page, until the link of this page is in sight. */
function showLink(row: HTMLElement | null): void {
  const link = row?.querySelector<HTMLElement>('[aria-current]')
  if (row === null || link === null || link === undefined) return
  const from = link.offsetLeft - row.offsetLeft
  const last = from + link.offsetWidth - row.clientWidth
  row.scrollLeft = Math.min(from, Math.max(last, row.scrollLeft))
}
