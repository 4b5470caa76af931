import type { ReactNode } from 'react'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'
import { broughtText } from '../format/swarm-text.ts'
import { Figure } from '../panel/figures.tsx'
import { toneOf } from '../panel/side.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { alikeMax, swarmSums } from './swarm-rows.ts'

/** The swarm in eight numbers. */
export function SwarmFigures(): ReactNode {
  const [agents, instruments] = [useSwarm('agents') ?? [], useSwarm('instruments') ?? []]
  const [streams, alike] = [useSwarm('streams') ?? [], useSwarm('alike') ?? []]
  const dissent = useSwarm('dissent') ?? 0
  const sums = swarmSums({ agents, instruments, streams, alike, dissent })
  const whole = streams.find(({ stream }) => stream === 'synthesized')
  const count = (value: number): string => numberText(value, 0)
  return (
    <dl className="figures" aria-label="The swarm in figures">
      <Figure
        name="Wished for"
        meaning="The decisions on all instruments, long and short added up, as a share of equity. Wished for is not held: risk sizes, cuts and refuses."
        note="of equity, before risk"
        value={percentText(sums.wish)}
      />
      <Figure
        name="Brought so far"
        meaning="What the swarm would have won or lost with what it wished for, before risk and the market, costs included. A share of equity; no promise."
        note={whole === undefined ? 'not known yet' : broughtText(whole)}
        value={whole === undefined ? 'n/a' : signedPercentText(whole.total, 2)}
        tone={toneOf(whole?.total ?? 0)}
      />
      <Figure
        name="Agents"
        meaning="Who sits in the swarm, at every instrument."
        note="in the swarm"
        value={count(agents.length)}
      />
      <Figure
        name="Proven"
        meaning="Agents whose gain on a coin has an interval of 90 % above nothing. All others have the least weight, 0.2."
        note={`of ${count(agents.length)} agents`}
        value={count(sums.proven)}
      />
      <Figure
        name="Speaking"
        meaning="Agents that say something on at least one instrument now. To be silent is not to want nothing."
        note={`${count(agents.length - sums.speaking)} silent`}
        value={count(sums.speaking)}
      />
      <Figure
        name="Teams"
        meaning="Instruments on which a team of agents decides. The others are watched."
        note={`of ${count(instruments.length)} instruments`}
        value={count(sums.teams)}
      />
      <Figure
        name="Dissent"
        meaning="How far voices are from the decision, weighed by what they count, mean over all instruments. 0 is one mind."
        note="mean of instruments"
        value={numberText(dissent, 2)}
      />
      <Figure
        name="Too alike"
        meaning={`Of the 20 pairs that vote most alike, those above ${percentText(alikeMax, 0)}. Who votes as others do is a part of a voice.`}
        note={`pairs above ${percentText(alikeMax, 0)}`}
        value={count(sums.tooAlike)}
      />
    </dl>
  )
}
