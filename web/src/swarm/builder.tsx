import type { ReactNode } from 'react'
import { numberText } from '../format/number-text.ts'
import { Panel } from '../panel/panel.tsx'
import { useSwarm } from '../state/use-desk.ts'

/** What became of the teams that explorers wanted. */
export function BuilderPanel(): ReactNode {
  const builder = useSwarm('builder')
  if (builder === undefined) return null
  const { asked, deployed, started, restored, released, active, refused } = builder
  const count = (value: number): string => numberText(value, 0)
  return (
    <Panel
      id="builder"
      title="Teams"
      note="Explorers ask for a team where two of three agree and are sure; the builder deploys one where there is room, an hour apart."
    >
      <dl className="facts">
        <Fact name="Active now" value={count(active)} />
        <Fact name="There from the start" value={count(started)} />
        <Fact name="Asked for" value={`${count(asked)} times`} />
        <Fact name="Deployed" value={`${count(deployed)}, ${count(restored)} with old patterns`} />
        <Fact name="Released" value={count(released)} />
        {refused.map((row) => (
          <Fact
            key={row.why}
            name={`Not deployed: ${row.why.replaceAll('-', ' ')}`}
            value={`${count(row.count)} times`}
          />
        ))}
      </dl>
    </Panel>
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
