import type { ReactNode } from 'react'
import type { MemoryTold } from '../../../src/app/memory/memory-told.ts'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'
import { Figure } from '../panel/figures.tsx'
import { toneOf } from '../panel/side.tsx'

type Told = { readonly told: MemoryTold }

/** The memory in eight numbers. */
export function MemoryFigures({ told }: Told): ReactNode {
  return (
    <dl className="figures" aria-label="The memory in figures">
      <Outcomes told={told} />
      <Doubts told={told} />
      <Kept told={told} />
    </dl>
  )
}

function Outcomes({ told: { sums } }: Told): ReactNode {
  const { positions, views, meanReward, winRate } = sums
  return (
    <>
      <Figure
        name="Episodes"
        meaning="Decisions of which the outcome is known: positions that have closed, and views, which led to no position and are held to the price a day later."
        note={`${count(positions)} positions, ${count(views)} views`}
        value={count(positions + views)}
      />
      <Figure
        name="Mean of a position"
        meaning="What closed positions came to on average, after fees and slippage, as a share of the price at entry. Large and small ones count the same."
        note={`of ${count(positions)} positions`}
        value={meanReward === null ? 'n/a' : signedPercentText(meanReward, 3)}
        tone={toneOf(meanReward ?? 0)}
      />
      <Figure
        name="Won"
        meaning="Closed positions that came to more than nothing after costs."
        note="of the positions"
        value={winRate === null ? 'n/a' : percentText(winRate, 0)}
      />
    </>
  )
}

function Doubts({ told: { sums } }: Told): ReactNode {
  return (
    <>
      <Figure
        name="Contradicted"
        meaning="Episodes of which most of the ten moments most like them, known by then, had ended the other way. The more did, the less an episode counts."
        note={`of ${count(sums.positions + sums.views)} episodes`}
        value={count(sums.contradicted)}
      />
      <Figure
        name="Surprising"
        meaning="Episodes that came to three deviations more or less than moments like them had."
        note="3 deviations or more"
        value={count(sums.surprising)}
      />
    </>
  )
}

function Kept({ told: { patterns, lessons, leftOut, recallWeight } }: Told): ReactNode {
  const decided = patterns.filter(({ shelf }) => shelf !== 'undecided').length
  return (
    <>
      <Figure
        name="On the shelves"
        meaning="Patterns, which are positions taken at moments alike, that won or lost by more than chance alone would have them."
        note={`of ${count(patterns.length)} patterns`}
        value={count(decided)}
      />
      <Figure
        name="Lessons"
        meaning="Sentences drawn from closed positions, each with the events of the journal that it rests on."
        note="with their evidence"
        value={count(lessons.length + leftOut.lessons)}
      />
      <Figure
        name="Recall"
        meaning="How far agents go by memory: 0 is not at all, 1 in full. It moves the confidence of an opinion by half at most, and no size and no limit."
        note={recallWeight > 0 ? 'agents are told' : 'no agent is told'}
        value={numberText(recallWeight, recallWeight === 0 ? 0 : 2)}
      />
    </>
  )
}

function count(value: number): string {
  return numberText(value, 0)
}
