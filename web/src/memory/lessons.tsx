import type { ReactNode } from 'react'
import type { LessonTold, MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { useWord } from '../address.ts'
import { numberText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { usePages } from '../swarm/pager.tsx'
import { Evidence } from './evidence.tsx'

const rowsMax = 6
const shelves = [
  { shelf: 'all', name: 'All' },
  { shelf: 'trading', name: 'Trading' },
  { shelf: 'failed', name: 'Failed' },
  { shelf: 'agents', name: 'Agents' },
] as const

/** Sentences drawn from closed positions, with what they rest on. */
export function Lessons({ told }: { readonly told: MemoryTold }): ReactNode {
  const [word, choose] = useWord('shelf', 'all')
  const chosen = shelves.find(({ shelf }) => shelf === word)?.shelf ?? 'all'
  const lessons = told.lessons.filter(({ shelf }) => chosen === 'all' || shelf === chosen)
  const left = told.leftOut.lessons
  return (
    <Panel
      id="lessons"
      title="Lessons"
      count={lessons.length}
      note="Drawn from closed positions, never from a guess. The numbers are those of events in the journal; the newest lead to their row."
      tools={
        <div className="spans" role="group" aria-label="Shelf">
          {shelves.map(({ shelf, name }) => (
            <button
              key={shelf}
              type="button"
              aria-pressed={shelf === chosen}
              onClick={() => choose(shelf)}
            >
              {name}
            </button>
          ))}
        </div>
      }
    >
      <List key={chosen} lessons={lessons} />
      {left > 0 ? <p className="note">{numberText(left, 0)} more are not shown.</p> : null}
    </Panel>
  )
}

function List({ lessons }: { readonly lessons: readonly LessonTold[] }): ReactNode {
  const [shown, pager] = usePages(lessons, rowsMax, 'Pages of the lessons')
  return (
    <>
      {lessons.length === 0 ? (
        <Empty>No lesson is on this shelf: too few positions have closed to tell any.</Empty>
      ) : null}
      <ul className="findings">
        {shown.map(({ id, shelf, text, evidence, evidenceAll, isAgreed }) => (
          <li key={`${shelf} ${id}`}>
            <span>{text}</span>
            <span className="note">
              {isAgreed ? `${shelf}, agreed on` : shelf}, <code>{id}</code>; events{' '}
              <Evidence numbers={evidence} all={evidenceAll} />
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </>
  )
}
