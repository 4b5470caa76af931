import type { ReactNode } from 'react'
import { type Csv, ExportTools } from '../export/export-tools.tsx'
import { numberText } from '../format/number-text.ts'

type PanelProps = {
  readonly id: string
  readonly title: string
  /** One or two sentences that make what follows readable without a manual. */
  readonly note: string
  /** How many there are of what it shows. */
  readonly count?: number
  readonly tools?: ReactNode
  /** All rows for a CSV; what its table shows is kept when left out. */
  readonly csv?: Csv
  readonly children: ReactNode
}

export function Panel(props: PanelProps): ReactNode {
  const { id, title, note, count = 0, tools, csv, children } = props
  return (
    <section className={`panel panel-${id}`} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>
          {title} {count === 0 ? null : <span className="count-of">{numberText(count, 0)}</span>}
        </h2>
        <div className="panel-tools">
          {tools}
          <ExportTools title={title} csv={csv} />
        </div>
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
