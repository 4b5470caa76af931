import { type ReactNode, useId } from 'react'

/** A word with its meaning, shown on hover, on focus and on a tap. */
export function Term({
  name,
  meaning,
}: {
  readonly name: string
  readonly meaning: string
}): ReactNode {
  const id = useId()
  return (
    <span className="term">
      <button type="button" aria-describedby={id}>
        {name}
      </button>
      <span className="meaning" role="tooltip" id={id}>
        {meaning}
      </span>
    </span>
  )
}
