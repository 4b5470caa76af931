import type { ReactNode } from 'react'
import type { StrategyLine } from '../../../src/app/record/strategy-lines.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import {
  lineageRows,
  type LineageRow,
  type Shown,
  shownVersions,
  stateCounts,
} from './lineage-rows.ts'
import { StateMark } from './state-mark.tsx'
import { shortOf, sinceText } from './version-text.ts'

type LineageProps = {
  readonly versions: readonly StrategyLine[]
  readonly chosen: string
  readonly choose: (id: string) => void
  readonly shown: Shown
  readonly show: (shown: string) => void
}

/** Which version was made from which, and where each stands. */
export function Lineage({ versions, chosen, choose, shown, show }: LineageProps): ReactNode {
  const rows = lineageRows(shownVersions(versions, shown))
  return (
    <Panel
      id="lineage"
      title="Lineage"
      count={versions.length}
      csv={{ rows: () => versions }}
      note="Each version stands below the one it was made from. Press one to see its steps, what the gate found and what it changed."
    >
      <States versions={versions} shown={shown} show={show} />
      {rows.length === 0 ? <Empty>No version stands there now; choose all.</Empty> : null}
      <div className="scroll lineage-box" role="group" aria-label="Lineage" tabIndex={0}>
        <ol className="lineage">
          {rows.map((row) => (
            <Row
              key={row.version.id}
              row={row}
              isChosen={row.version.id === chosen}
              choose={choose}
            />
          ))}
        </ol>
      </div>
    </Panel>
  )
}

type StatesProps = Pick<LineageProps, 'versions' | 'shown' | 'show'>

/** How many stand where, each a way to see those alone. */
function States({ versions, shown, show }: StatesProps): ReactNode {
  const choices: readonly (readonly [string, ReactNode])[] = [
    ['standing', 'Those that count'],
    ['all', 'All'],
    ...stateCounts(versions).map(
      ([state, count]) =>
        [
          state,
          <>
            <StateMark state={state} /> {numberText(count, 0)}
          </>,
        ] as const,
    ),
  ]
  return (
    <div className="spans states" role="group" aria-label="Which versions">
      {choices.map(([word, name]) => (
        <button key={word} type="button" aria-pressed={word === shown} onClick={() => show(word)}>
          {name}
        </button>
      ))}
    </div>
  )
}

type RowProps = {
  readonly row: LineageRow
  readonly isChosen: boolean
  readonly choose: (id: string) => void
}

function Row({ row, isChosen, choose }: RowProps): ReactNode {
  const { version, lines, goesOn } = row
  const { id, state, isControl, module, author, since, note, why } = version
  const hasParent = lines.length > 0 || version.parents.length > 0
  const isEnded = state === 'declined' || state === 'demoted'
  return (
    <li className="lineage-row">
      <span className="stems" aria-hidden="true">
        {lines.map((isOpen, i) => (
          <i key={`${id} ${String(i)}`} className={isOpen ? 'stem open' : 'stem'} />
        ))}
        {hasParent ? <i className={goesOn ? 'stem branch open' : 'stem branch'} /> : null}
      </span>
      <button type="button" className="version" aria-pressed={isChosen} onClick={() => choose(id)}>
        <span className="version-head">
          <code>{shortOf(id)}</code>
          <StateMark state={state} isControl={isControl} />
          {module === 'strategy' ? null : <span className="tag">{module}</span>}
          <time className="note" title={fullTimeText(since)}>
            {sinceText(since)}
          </time>
        </span>
        <span className="note version-note">
          {isEnded && why !== '' ? why : note === '' ? `by ${author}` : note}
        </span>
      </button>
    </li>
  )
}
