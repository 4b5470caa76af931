import type { ReactNode } from 'react'
import { useWord } from './address.ts'
import { intoSight } from './panel/into-sight.ts'
import { Panel } from './panel/panel.tsx'
import { useSwarm } from './state/use-desk.ts'
import { AgentDetail } from './swarm/agent-detail.tsx'
import { Agents } from './swarm/agents.tsx'
import { Alike } from './swarm/alike.tsx'
import { BuilderPanel } from './swarm/builder.tsx'
import { Proposals } from './swarm/proposals.tsx'
import { Research } from './swarm/research.tsx'
import { Streams } from './swarm/streams.tsx'
import { SwarmFigures } from './swarm/swarm-figures.tsx'
import { SwarmMap } from './swarm/swarm-map.tsx'
import { Theatre } from './swarm/theatre.tsx'

/** Who speaks, by what right, what is decided and what comes of it. */
export function SwarmPage(): ReactNode {
  const hasSwarm = useSwarm('agents') !== undefined
  return hasSwarm ? <Swarm /> : <NoSwarm />
}

function Swarm(): ReactNode {
  const [instrument, setInstrument] = useWord('instrument', '')
  const [agent, setAgent] = useWord('agent', '')
  const instruments = useSwarm('instruments') ?? []
  const chosen = instruments.some((row) => row.instrument === instrument)
    ? instrument
    : (instruments[0]?.instrument ?? '')
  return (
    <div className="swarm">
      <SwarmFigures />
      <SwarmMap chosen={chosen} choose={intoSight('theatre', setInstrument)} />
      <Theatre
        instrument={chosen}
        choose={setInstrument}
        chooseAgent={intoSight('agent', setAgent)}
      />
      <div className="columns">
        <div className="column">
          <Agents chosen={agent} choose={intoSight('agent', setAgent)} />
          <Streams />
        </div>
        <div className="column">
          <AgentDetail chosen={agent} />
          <Research />
          <Alike />
          <Proposals />
          <BuilderPanel />
        </div>
      </div>
    </div>
  )
}

function NoSwarm(): ReactNode {
  return (
    <Panel
      id="no-swarm"
      title="No swarm"
      note="Here agents count by what they claim, so there is nothing they have shown."
    >
      <p>
        A desk whose agents have to earn their votes shows here who speaks, how much each counts and
        what it brought. Turn it on in the file <code>coinswarm.toml</code> of a new desk:
      </p>
      <pre className="snippet">{'[desk]\nvotes = "earned"\n\n[swarm]\nisOn = true'}</pre>
      <p className="note">
        The second part is not needed: with it, explorers say which instruments have a team. A desk
        keeps the terms it began with; begin another one with <code>--desk</code>.
      </p>
    </Panel>
  )
}
