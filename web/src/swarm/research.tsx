import type { ReactNode } from 'react'
import type { ResearchView } from '../../../src/app/swarm-view.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, timeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { usePages } from './pager.tsx'

const rowsMax = 8

/** What researchers tested of what is known beside the bars, and what they found. */
export function Research(): ReactNode {
  const research = useSwarm('research')
  return (
    <Panel
      id="research"
      title="Research"
      note="Researchers ask whether what is known beside the bars comes before a move of the price. Each test is corrected for all the others, and what was found is no advice."
    >
      {research === undefined ? (
        <Empty>Nothing is known beside the bars on this desk, so nothing is tested.</Empty>
      ) : (
        <Findings research={research} />
      )}
    </Panel>
  )
}

function Findings({ research }: { readonly research: ResearchView }): ReactNode {
  const { tests, found, findings } = research
  const [shown, pager] = usePages(findings, rowsMax, 'Pages of the findings')
  const left = found - findings.length
  return (
    <>
      <p className={found === 0 ? 'empty' : 'research-sum'}>{sumText(tests, found)}</p>
      <ul className="findings">
        {shown.map(({ t, sentence }) => (
          <li key={`${t} ${sentence}`}>
            <time className="note" dateTime={new Date(t).toISOString()} title={fullTimeText(t)}>
              {timeText(t)} UTC
            </time>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
      {left > 0 ? <p className="note">{numberText(left, 0)} older ones are not shown.</p> : null}
      {pager}
    </>
  )
}

function sumText(tests: number, found: number): string {
  if (tests === 0) return 'No test could be done yet: too little is known side by side.'
  const all = numberText(tests, 0)
  return found === 0
    ? `0 of ${all} tests found anything.`
    : `${numberText(found, 0)} of ${all} tests found something. The newest first:`
}
