import type { ReactNode } from 'react'

type PanelProps = {
  readonly id: string
  readonly title: string
  /** One or two sentences that make what follows readable without a manual. */
  readonly note: string
  readonly tools?: ReactNode
  readonly children: ReactNode
}

export function Panel({ id, title, note, tools, children }: PanelProps): ReactNode {
  return (
    <section className={`panel panel-${id}`} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {tools}
        <p className="note">{note}</p>
      </header>
      {children}
    </section>
  )
}

/** What stands where rows will be: why there are none. */
export function Empty({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="empty">{children}</p>
}

/** A long list in a box of its own, which the keyboard can reach and scroll. */
export function Scroll({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
