import type { ReactNode } from 'react'
import type { MemoryTold } from '../../src/app/memory/memory-told.ts'
import { useWord, useWords } from './address.ts'
import { EpisodeDetail } from './memory/episode-detail.tsx'
import { EpisodeList } from './memory/episode-list.tsx'
import { Filters } from './memory/filters.tsx'
import { Knowledge } from './memory/knowledge.tsx'
import { Lessons } from './memory/lessons.tsx'
import { MemoryFigures } from './memory/memory-figures.tsx'
import { MemoryMap } from './memory/memory-map.tsx'
import { everything, foundEpisodes } from './memory/memory-rows.ts'
import { Shelves } from './memory/shelves.tsx'
import { type Memory, useMemory } from './memory/use-memory.ts'
import { Votes } from './memory/votes.tsx'
import { Panel } from './panel/panel.tsx'

/** What the desk remembers of its decisions and of what came of them. */
export function MemoryPage(): ReactNode {
  const memory = useMemory()
  const { told, failure } = memory
  return (
    <div className="memory">
      {told === undefined ? (
        <NotTold failure={failure} />
      ) : told.episodes.length === 0 ? (
        <>
          <LookLine told={told} memory={memory} />
          <NothingYet told={told} />
        </>
      ) : (
        <Remembered told={told} memory={memory} />
      )}
    </div>
  )
}

type ToldProps = { readonly told: MemoryTold; readonly memory: Memory }

function Remembered({ told, memory }: ToldProps): ReactNode {
  const [filter, setFilter] = useWords(everything)
  const [wanted, want] = useWord('episode', '')
  const setWanted = (id: number): void => want(String(id))
  const found = foundEpisodes(told, filter)
  const chosen = told.episodes.find(({ id }) => String(id) === wanted) ?? found[0]
  return (
    <>
      <LookLine told={told} memory={memory} />
      <MemoryFigures told={told} />
      <Filters told={told} filter={filter} change={setFilter} found={found.length} />
      <div className="columns">
        <div className="column">
          <MemoryMap told={told} found={found} chosen={chosen} choose={setWanted} />
          <EpisodeList told={told} found={found} chosen={chosen} choose={setWanted} />
        </div>
        <div className="column">
          <EpisodeDetail told={told} chosen={chosen} choose={setWanted} />
        </div>
      </div>
      <div className="columns">
        <div className="column">
          <Shelves told={told} />
          <Lessons told={told} />
        </div>
        <div className="column">
          <Knowledge told={told} />
          <Votes told={told} />
        </div>
      </div>
    </>
  )
}

/** As of when, whether it is gone by, and the button that looks again. */
function LookLine({ told, memory }: ToldProps): ReactNode {
  const { failure, isLooking, look } = memory
  return (
    <div className="look-line">
      <p>{weightText(told)}</p>
      <p className="note" role="status">
        {isLooking
          ? 'Reading the journal.'
          : failure === ''
            ? 'Read from the journal, and again every minute.'
            : failure}
      </p>
      <button type="button" className="plain" disabled={isLooking} onClick={look}>
        Look again
      </button>
    </div>
  )
}

function weightText({ recallWeight, toldUpTo }: MemoryTold): string {
  const late =
    toldUpTo === null ? '' : ' What became known since midnight is told after the next one.'
  return recallWeight > 0
    ? `Agents of this desk are told what came of similar moments, with a weight of ${recallWeight}.${late}`
    : `The desk remembers, and no agent is told: recall has a weight of 0.${late}`
}

function NotTold({ failure }: { readonly failure: string }): ReactNode {
  return (
    <Panel
      id="memory-none"
      title={failure === '' ? 'Reading the journal' : 'No memory to show'}
      note="Memory is made from the desk's own journal, in one pass, beside the desk."
    >
      <p role="status">
        {failure === '' ? 'This takes a moment where the journal is long.' : failure}
      </p>
    </Panel>
  )
}

function NothingYet({ told }: { readonly told: MemoryTold }): ReactNode {
  return (
    <Panel
      id="memory-none"
      title="Nothing remembered yet"
      note="An episode is a decision with what came of it. It is there when a position has closed, or a day after a decision that led to none."
    >
      <p>
        {told.toldUpTo === null
          ? 'No position has closed yet and no decision is a day old. The first episode shows here by itself.'
          : 'Nothing was known by midnight. What this day brings shows here after the next one.'}
      </p>
      {told.recallWeight > 0 ? null : (
        <>
          <p>
            Remembering costs the desk nothing and changes nothing. To have agents told what came of
            similar moments, set it in the file <code>coinswarm.toml</code> of a new desk:
          </p>
          <pre className="snippet">{'[memory]\nrecallWeight = 0.5'}</pre>
          <p className="note">
            0 is not at all, 1 in full. A desk keeps the terms it began with: <code>--desk</code>{' '}
            begins another one.
          </p>
        </>
      )}
    </Panel>
  )
}
