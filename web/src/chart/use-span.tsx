import type { ReactNode } from 'react'
import { useWord } from '../address.ts'

const spans = [
  { count: 60, name: '60 bars' },
  { count: 240, name: '240 bars' },
  { count: 0, name: 'All' },
]

/** How many bars are shown, as the address has it, and the buttons that say otherwise. */
export function useSpan(): readonly [span: number, choice: ReactNode] {
  const [wanted, setSpan] = useWord('span', '240')
  const span = spans.find(({ count }) => String(count) === wanted)?.count ?? 240
  const choice = (
    <fieldset className="spans">
      <legend className="unseen">How much to show</legend>
      {spans.map(({ count, name }) => (
        <button
          key={name}
          type="button"
          aria-pressed={span === count}
          onClick={() => setSpan(String(count))}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
  return [span, choice]
}
