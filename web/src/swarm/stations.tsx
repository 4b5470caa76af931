import type { KeyboardEvent, ReactNode } from 'react'
import { gridOf } from '../format/instrument-name.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { wishText } from '../format/wish-text.ts'
import { type Shape, Sign } from '../panel/sign.tsx'
import { toneOf } from '../panel/side.tsx'
import { useDesk, useSwarm } from '../state/use-desk.ts'
import type { Scene } from './scene.ts'
import { countedVoices, voicesThen } from './swarm-rows.ts'
import type { Verdict } from './trail.ts'

export const stations = [
  { id: 'opinions', name: 'Opinions' },
  { id: 'weights', name: 'Weights' },
  { id: 'wish', name: 'Wish' },
  { id: 'risk', name: 'Risk' },
  { id: 'order', name: 'Order' },
  { id: 'fills', name: 'Fill' },
] as const

export type StationName = (typeof stations)[number]['id']

type StationsProps = {
  readonly scene: Scene
  readonly chosen: StationName
  readonly go: (station: StationName) => void
}

/** The way of a decision, as tabs from left to right. */
export function Stations({ scene, chosen, go }: StationsProps): ReactNode {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = stations.findIndex(({ id }) => id === chosen)
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = stations[(at + step + stations.length) % stations.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    go(next.id)
    document.getElementById(`station-${next.id}`)?.focus()
  }
  return (
    <div className="stations" role="tablist" aria-label="Steps of the decision" onKeyDown={move}>
      {stations.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`station-${id}`}
          className="station"
          aria-selected={id === chosen}
          aria-controls="pane"
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => go(id)}
        >
          <span className="station-name">{name}</span>
          <StationValue id={id} scene={scene} />
        </button>
      ))}
    </div>
  )
}

function StationValue({
  id,
  scene,
}: {
  readonly id: StationName
  readonly scene: Scene
}): ReactNode {
  const { trail } = scene
  if (id === 'opinions') return <OpinionsValue scene={scene} />
  if (id === 'weights') return <WeightsValue scene={scene} />
  if (id === 'wish') return <WishValue scene={scene} />
  if (trail === undefined) return <Value text="none yet" note="nothing was decided" />
  if (id === 'risk') return <RiskValue verdict={trail.verdict} />
  return id === 'order' ? <OrderValue scene={scene} /> : <FillsValue scene={scene} />
}

type Told = { readonly scene: Scene }

function OpinionsValue({ scene: { row, decision } }: Told): ReactNode {
  const agents = useSwarm('agents')?.length ?? 0
  const speaking = decision?.voices.length ?? row.voices.length
  return (
    <Value
      text={`${numberText(speaking, 0)} speak`}
      note={`${numberText(Math.max(0, agents - speaking), 0)} silent`}
    />
  )
}

function WeightsValue({ scene: { row, decision, isLatest } }: Told): ReactNode {
  const then = isLatest || decision === undefined ? row.voices : voicesThen(decision)
  if (then === undefined) return <Value text="not known" note="not kept of that time" />
  const voices = countedVoices(then)
  const [first] = voices
  const counting = voices.filter(({ pull }) => pull > 0).length
  if (first === undefined || counting === 0)
    return (
      <Value
        text="none counts"
        note={isLatest ? 'no help was shown yet' : 'no help was shown by then'}
      />
    )
  return (
    <Value
      text={`${numberText(counting, 0)} count`}
      note={`${first.agent} ${percentText(first.part, 0)}`}
    />
  )
}

function WishValue({ scene: { row, decision } }: Told): ReactNode {
  const { exposure, confidence } = decision ?? row
  return (
    <Value
      text={wishText(exposure)}
      note={`sure ${numberText(confidence, 2)}`}
      tone={toneOf(exposure)}
    />
  )
}

const verdicts: Readonly<Record<Verdict, { shape: Shape; text: string; note: string }>> = {
  passed: { shape: 'tick', text: 'passed', note: 'every limit' },
  cut: { shape: 'down', text: 'cut', note: 'made smaller' },
  refused: { shape: 'stop', text: 'refused', note: 'a limit said no' },
  idle: { shape: 'ring', text: 'not asked', note: 'no order was wanted' },
}

function RiskValue({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { shape, text, note } = verdicts[verdict]
  return (
    <>
      <span
        className={
          verdict === 'refused' || verdict === 'cut' ? 'station-value down' : 'station-value'
        }
      >
        <Sign shape={shape} /> {text}
      </span>
      <span className="station-note">{note}</span>
    </>
  )
}

function OrderValue({ scene: { decision } }: Told): ReactNode {
  const said = /^order (\S+): (.*)$/.exec(decision?.outcome ?? '')
  return said === null ? (
    <Value text="none" note="nothing was sent" />
  ) : (
    <Value text={(said[2] ?? '').split(', cut')[0] ?? ''} note={`order ${said[1]}`} />
  )
}

function FillsValue({ scene: { row, trail } }: Told): ReactNode {
  const desk = useDesk('desk')
  const [last] = trail?.fills ?? []
  if (trail === undefined || last === undefined)
    return <Value text="none" note="nothing was filled" />
  const count = trail.fills.length
  const price = numberText(last.price, gridOf(desk, row.instrument).price)
  return (
    <Value
      text={count === 1 ? '1 fill' : `${numberText(count, 0)} fills`}
      note={`${last.side} at ${price}`}
    />
  )
}

type ValueProps = { readonly text: string; readonly note: string; readonly tone?: string }

function Value({ text, note, tone = '' }: ValueProps): ReactNode {
  return (
    <>
      <span className={`station-value ${tone}`}>{text}</span>
      <span className="station-note">{note}</span>
    </>
  )
}
