import type { ReactNode } from 'react'
import { useWord } from './address.ts'
import { numberText } from './format/number-text.ts'
import { intoSight } from './panel/into-sight.ts'
import { StandLine } from './record/stand-line.tsx'
import { useRows } from './record/use-record.ts'
import { Experiments } from './research/experiments.tsx'
import { RunList } from './research/run-list.tsx'
import { RunSheet } from './research/run-sheet.tsx'
import { Trials } from './research/trials.tsx'

/** What was asked of strategies: runs with their pages, experiments, and how much was tried. */
export function ResearchPage(): ReactNode {
  const view = useRows('runs')
  const [wanted, want] = useWord('run', '')
  const runs = view.told ?? []
  const chosen = wanted === '' ? runs[0] : runs.find(({ id }) => id === wanted)
  return (
    <div className="research">
      <StandLine view={view}>
        {runs.length === 0
          ? 'No page of a run is kept yet.'
          : `${numberText(runs.length, 0)} ${runs.length === 1 ? 'run is' : 'runs are'} kept. A number of a past says little of what comes.`}
      </StandLine>
      <div className="columns halves">
        <div className="column">
          <RunList view={view} chosen={chosen?.id ?? ''} choose={intoSight('run-sheet', want)} />
        </div>
        <div className="column">
          <Experiments />
          <Trials />
        </div>
      </div>
      {runs.length === 0 ? null : <RunSheet run={chosen} />}
    </div>
  )
}
