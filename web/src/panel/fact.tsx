import type { ReactNode } from 'react'

type FactProps = { readonly name: string; readonly children: ReactNode }

/** One line of a list of facts: what it is, and what it comes to. */
export function Fact({ name, children }: FactProps): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
