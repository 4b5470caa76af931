import type { ReactNode } from 'react'
import type { AgentRow, CostsView } from '../../../src/app/swarm-view.ts'
import { numberText, signedPercentText } from '../format/number-text.ts'
import {
  broughtText,
  costText,
  gainText,
  meanTimeText,
  scoreText,
  shownText,
  yearText,
} from '../format/swarm-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { CalibrationPlot } from './calibration-plot.tsx'
import { byWeight } from './swarm-rows.ts'

/** One agent: what it says against what came of it, what it is given, what it brought. */
export function AgentDetail({ chosen }: { readonly chosen: string }): ReactNode {
  const agents = useSwarm('agents') ?? []
  const costs = useSwarm('costs')
  const row = agents.find(({ agent }) => agent === chosen) ?? byWeight(agents)[0]
  return (
    <Panel
      id="agent"
      title={row === undefined ? 'One agent' : row.agent}
      note="What it said against what came of it, larger for more outcomes. On the line it is as good as its word; above it, better. Press an agent to see it here."
    >
      {row === undefined ? (
        <Empty>Nobody sits in this swarm.</Empty>
      ) : (
        <Detail row={row} costs={costs} />
      )}
    </Panel>
  )
}

type DetailProps = { readonly row: AgentRow; readonly costs: CostsView | undefined }

function Detail({ row, costs }: DetailProps): ReactNode {
  const cost = costs?.agents.find(({ agent }) => agent === row.agent)
  const { stream, weight, evidence, brier, logLoss, gain, budgets, brought, without, curve } = row
  return (
    <>
      <p>
        <strong>{shownText(row)}</strong>
      </p>
      {curve.length === 0 ? (
        <Empty>Nothing it said has come out yet.</Empty>
      ) : (
        <CalibrationPlot curve={curve} />
      )}
      <dl className="facts">
        <Fact name="Stream" value={stream} />
        <Fact name="Weight" value={`${numberText(weight, 3)}, of 0.2 to 1`} />
        <Fact name="Evidence" value={`${numberText(evidence, 1)} independent outcomes`} />
        <Fact name="Brier" value={`${scoreText(brier)}, a coin 0.250`} />
        <Fact name="Log loss" value={`${scoreText(logLoss)}, a coin 0.693`} />
        <Fact name="Gain on a coin" value={gainText(gain)} />
        <Fact
          name="Brought"
          value={`${signedPercentText(brought.total, 2)}; ${broughtText(brought)}`}
        />
        <Fact
          name="Missing without it"
          value={`${signedPercentText(without.total, 2)}; ${broughtText(without)}`}
        />
        {cost === undefined ? null : (
          <>
            <Fact name="Time of an opinion" value={`${costText(cost)} of all work`} />
            <Fact name="In the mean" value={meanTimeText(cost)} />
            <Fact name="Costs a year" value={yearText(cost)} />
          </>
        )}
        {budgets.map(({ regime, budget }) => (
          <Fact
            key={regime}
            name={`Budget, ${regime}`}
            value={`${numberText(budget, 2)} of what it asks for`}
          />
        ))}
      </dl>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
