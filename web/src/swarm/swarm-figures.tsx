import type { ReactNode } from 'react'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'
import { broughtText } from '../format/swarm-text.ts'
import { Figure } from '../panel/figures.tsx'
import { toneOf } from '../panel/side.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { alikeMax, swarmSums } from './swarm-rows.ts'

/** The swarm in eight numbers. */
export function SwarmFigures(): ReactNode {
  return (
    <dl className="figures" aria-label="The swarm in figures">
      <Outcome />
      <Members />
      <Difference />
    </dl>
  )
}

function useSums(): ReturnType<typeof swarmSums> {
  const agents = useSwarm('agents') ?? []
  const instruments = useSwarm('instruments') ?? []
  return swarmSums({ agents, instruments, alike: useSwarm('alike') ?? [] })
}

/** What it wants now, and what its wanting came to. */
function Outcome(): ReactNode {
  const { wish } = useSums()
  const whole = useSwarm('streams')?.find(({ stream }) => stream === 'synthesized')
  return (
    <>
      <Figure
        name="Wished for"
        meaning="The decisions on all instruments, long and short added up, as a share of equity. Wished for is not held: risk sizes, cuts and refuses."
        note="of equity, before risk"
        value={percentText(wish)}
      />
      <Figure
        name="Brought so far"
        meaning="What the swarm would have won or lost with what it wished for, before risk and the market, costs included. A share of equity; no promise."
        note={whole === undefined ? 'not known yet' : broughtText(whole)}
        value={whole === undefined ? 'n/a' : signedPercentText(whole.total, 2)}
        tone={toneOf(whole?.total ?? 0)}
      />
    </>
  )
}

function Members(): ReactNode {
  const agents = useSwarm('agents')?.length ?? 0
  const instruments = useSwarm('instruments')?.length ?? 0
  const { proven, speaking, teams } = useSums()
  return (
    <>
      <Figure
        name="Agents"
        meaning="Who sits in the swarm, at every instrument."
        note="in the swarm"
        value={count(agents)}
      />
      <Figure
        name="Proven"
        meaning="Agents whose gain on a coin has an interval of 90 % above nothing. All others have the least weight, 0.2."
        note={`of ${count(agents)} agents`}
        value={count(proven)}
      />
      <Figure
        name="Speaking"
        meaning="Agents that say something on at least one instrument now. To be silent is not to want nothing."
        note={`${count(agents - speaking)} silent`}
        value={count(speaking)}
      />
      <Figure
        name="With a team"
        meaning="Instruments on which a team of agents decides. The others are watched."
        note={`of ${count(instruments)} instruments`}
        value={count(teams)}
      />
    </>
  )
}

function Difference(): ReactNode {
  const { tooAlike } = useSums()
  return (
    <>
      <Figure
        name="Dissent"
        meaning="How far voices are from the decision, weighed by what they count, mean over all instruments. 0 is one mind."
        note="mean of instruments"
        value={numberText(useSwarm('dissent') ?? 0, 2)}
      />
      <Figure
        name="Too alike"
        meaning={`Of the 20 pairs that vote most alike, those above ${percentText(alikeMax, 0)}. Who votes as others do is a part of a voice.`}
        note={`pairs above ${percentText(alikeMax, 0)}`}
        value={count(tooAlike)}
      />
    </>
  )
}

function count(value: number): string {
  return numberText(value, 0)
}
