import type { ReactNode } from 'react'
import type { AuditLine } from '../../src/app/record/record-reader.ts'
import { useWords } from './address.ts'
import { AuditProof } from './audit/audit-proof.tsx'
import { AuditTable } from './audit/audit-table.tsx'
import { numberText } from './format/number-text.ts'
import { ChoiceField, hasWords, WordsField } from './panel/filter-fields.tsx'
import { LookLine } from './panel/look-line.tsx'
import { Empty, Panel } from './panel/panel.tsx'
import { useView } from './state/use-view.ts'
import { usePages } from './swarm/pager.tsx'

const everything = { words: '', door: '', act: '', stage: '', actor: '' }
const newest = { limit: 500 }
const rowsMax = 50

/** What people did to the desk, and the proof that nobody has changed that since. */
export function AuditPage(): ReactNode {
  const { said, failure, isLooking, look } = useView('audit', newest)
  const rows = said?.rows ?? []
  return (
    <div className="stack">
      <LookLine isLooking={isLooking} failure={failure} look={look}>
        As of now, and not of a moment of the past.
      </LookLine>
      <AuditProof rows={rows.length} />
      <Acts rows={rows} isTold={said !== undefined} hasMore={said?.next !== null} />
    </div>
  )
}

type ActsProps = {
  readonly rows: readonly AuditLine[]
  readonly isTold: boolean
  readonly hasMore: boolean
}

function Acts({ rows, isTold, hasMore }: ActsProps): ReactNode {
  const [filter, change] = useWords(everything)
  const found = rows.filter((row) => isFound(row, filter))
  const [shown, pager] = usePages(found, rowsMax, 'Pages of the audit')
  const words = (key: 'door' | 'act' | 'stage' | 'actor'): readonly string[] => [
    ...new Set(rows.map((row) => row[key])),
  ]
  const field = (label: string, key: 'door' | 'act' | 'stage' | 'actor'): ReactNode => (
    <ChoiceField
      label={label}
      value={filter[key]}
      change={(value) => change({ ...filter, [key]: value })}
      choices={words(key)}
    />
  )
  return (
    <Panel
      id="audit"
      title="Acts of people"
      count={found.length}
      note={`Newest first${isTold && hasMore ? ', the last 500' : ''}: who did what by which door, why, and what came of it. It is written before it is done.`}
      csv={{ rows: () => found, name: 'audit' }}
    >
      <search className="filters bare" aria-label="Which acts">
        <WordsField
          label="Words"
          value={filter.words}
          change={(typed) => change({ ...filter, words: typed })}
        />
        {field('Who', 'actor')}
        {field('Door', 'door')}
        {field('Act', 'act')}
        {field('Stage', 'stage')}
        <span className="filters-end" role="status">
          {numberText(found.length, 0)} of {numberText(rows.length, 0)}
        </span>
      </search>
      {found.length === 0 ? (
        <Empty>{emptyText(isTold, rows.length)}</Empty>
      ) : (
        <AuditTable rows={shown} />
      )}
      {pager}
    </Panel>
  )
}

function emptyText(isTold: boolean, count: number): string {
  if (!isTold) return 'Nothing is told yet.'
  return count === 0 ? 'Nobody has done anything to this desk yet.' : 'No act is like that.'
}

function isFound(row: AuditLine, filter: typeof everything): boolean {
  const { door, act, stage, actor } = filter
  return (
    (door === '' || row.door === door) &&
    (act === '' || row.act === act) &&
    (stage === '' || row.stage === stage) &&
    (actor === '' || row.actor === actor) &&
    hasWords(`${row.actor} ${row.what} ${row.reason} ${row.outcome} ${row.hash}`, filter.words)
  )
}
