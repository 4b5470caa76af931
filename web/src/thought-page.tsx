import type { ReactNode } from 'react'
import { useWord } from './address.ts'
import { StandLine } from './record/stand-line.tsx'
import { useRows } from './record/use-record.ts'
import { Nights } from './thought/nights.tsx'
import { Observations } from './thought/observations.tsx'
import { OneThought } from './thought/one-thought.tsx'
import { ThoughtFigures } from './thought/thought-figures.tsx'
import { ThoughtList } from './thought/thought-list.tsx'

/** What nights came to, what models were asked and said in them, and what was noticed. */
export function ThoughtPage(): ReactNode {
  const nights = useRows('nights')
  const thoughts = useRows('thoughts')
  const [thought, show] = useWord('thought', '')
  const [night, open] = useWord('night', '')
  const look = (): void => {
    nights.look()
    thoughts.look()
  }
  const failure = nights.failure || thoughts.failure
  const isLooking = nights.isLooking || thoughts.isLooking
  const chosen = thought === '' ? (thoughts.told?.[0]?.id ?? '') : thought
  return (
    <div className="thoughts">
      <StandLine view={{ failure, isLooking, look }}>
        A night that changes nothing is a good night: nothing was found that is better by more than
        luck.
      </StandLine>
      <ThoughtFigures nights={nights.told} thoughts={thoughts.told} />
      <div className="columns halves">
        <div className="column">
          <Nights view={nights} chosen={night} choose={open} thoughts={thoughts.told ?? []} />
          <Observations />
        </div>
        <div className="column">
          <ThoughtList view={thoughts} chosen={chosen} choose={show} />
          {chosen === '' ? null : <OneThought id={chosen} />}
        </div>
      </div>
    </div>
  )
}
