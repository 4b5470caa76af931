import type { ReactNode } from 'react'
import { hrefOf } from './address.ts'
import { Panel } from './panel/panel.tsx'
import { pages } from './pages.tsx'

/** What stands where the address names a page that there is not. */
export function UnknownPage({ name }: { readonly name: string }): ReactNode {
  return (
    <Panel
      id="unknown-page"
      title="No such page"
      note={`The address names '${name.slice(0, 60)}', and this desk has no page of that name.`}
    >
      <ul className="page-list">
        {pages.map((page) => (
          <li key={page.name}>
            <a href={hrefOf(page.name)}>{page.title}</a> <span className="note">{page.about}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
