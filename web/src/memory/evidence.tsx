import type { ReactNode } from 'react'
import { numberText } from '../format/number-text.ts'
import { journalHref, journalShownMax } from '../panel/journal.tsx'
import { useDesk } from '../state/use-desk.ts'

type EvidenceProps = {
  readonly numbers: readonly number[]
  /** How many there are, told or not. */
  readonly all: number
}

/** Numbers of events in the journal, each a way to its row where the page still has it. */
export function Evidence({ numbers, all }: EvidenceProps): ReactNode {
  const rows = useDesk('journal').slice(0, journalShownMax)
  const shown = new Set(rows.map(({ sequence }) => sequence))
  return (
    <span className="evidence">
      {all > numbers.length ? `${numberText(all - numbers.length, 0)} older, ` : ''}
      {numbers.map((sequence, i) => (
        <span key={sequence}>
          {i === 0 ? '' : ', '}
          {shown.has(sequence) ? <a href={journalHref(sequence)}>{sequence}</a> : sequence}
        </span>
      ))}
    </span>
  )
}
