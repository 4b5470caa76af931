import type { ReactNode } from 'react'
import type { StrategyDetail } from '../../../src/app/record/strategy-detail.ts'
import { numberText } from '../format/number-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { shortOf } from './version-text.ts'

type DifferenceProps = {
  readonly version: StrategyDetail
  readonly choose: (id: string) => void
}

/** What of the source is another than in its parent. */
export function Difference({ version, choose }: DifferenceProps): ReactNode {
  const { against, diff } = version
  const added = diff.filter((line) => line.startsWith('+')).length
  const removed = diff.filter((line) => line.startsWith('-')).length
  return (
    <Panel
      id="difference"
      title={against === null ? 'Source' : 'Difference from its parent'}
      note={
        against === null
          ? 'It was made from nothing before it, so all of it is here.'
          : `${numberText(added, 0)} lines came, marked +, and ${numberText(removed, 0)} went, marked \u2212; lines that stayed are left out between.`
      }
      tools={
        against === null ? null : (
          <button type="button" className="plain" onClick={() => choose(against)}>
            Parent {shortOf(against)}
          </button>
        )
      }
    >
      {diff.length === 0 ? (
        <Empty>Not a line of it is another.</Empty>
      ) : (
        <Scroll label={against === null ? 'Source' : 'Difference'}>
          <pre className="diff">
            {diff.map((line, i) => (
              <Line key={`${String(i)} ${line}`} line={line} />
            ))}
          </pre>
        </Scroll>
      )}
    </Panel>
  )
}

const kinds: Readonly<Record<string, string>> = { '+': 'came', '-': 'went', '@': 'left-out' }

function Line({ line }: { readonly line: string }): ReactNode {
  const kind = kinds[line.slice(0, 1)] ?? 'stayed'
  if (kind === 'left-out')
    return (
      <span className="diff-line left-out">
        <span aria-hidden="true">{'\u22ee'}</span>
        <span className="unseen">Lines that stayed are left out.</span>
      </span>
    )
  return (
    <span className={`diff-line ${kind}`}>
      <span className="diff-sign">{kind === 'went' ? '\u2212' : line.slice(0, 1)}</span>
      {line.slice(2)}
      {'\n'}
    </span>
  )
}
