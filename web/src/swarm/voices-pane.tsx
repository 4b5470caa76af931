import type { ReactNode } from 'react'
import type { VoiceRow } from '../../../src/app/swarm-view.ts'
import { figureText } from '../format/limit-text.ts'
import { numberText, percentText } from '../format/number-text.ts'

import { wishText } from '../format/wish-text.ts'
import { Empty, Scroll } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { useSwarm } from '../state/use-desk.ts'
import { usePages } from './pager.tsx'
import type { VoicePaneProps } from './scene.ts'
import { type CountedVoice, countedVoices, saidSince, voicePart, voicesThen } from './swarm-rows.ts'

const voicesMax = 20
const silentMax = 40

/** Who said what, with the sentence; and who said nothing. */
export function OpinionsPane({ scene, chooseAgent }: VoicePaneProps): ReactNode {
  const { row, decision, isLatest } = scene
  const pulls = new Map(row.voices.map(({ agent, pull }) => [agent, pull]))
  const said: readonly Said[] = decision?.voices ?? row.voices.map(asSaid)
  const ordered = said.toSorted((a, b) => (pulls.get(b.agent) ?? 0) - (pulls.get(a.agent) ?? 0))
  return (
    <>
      {said.length === 0 ? <Empty>Nobody speaks: all are silent here.</Empty> : null}
      <Opinions said={ordered} label="Pages of the opinions" chooseAgent={chooseAgent} />
      <Silent speaking={said} />
      {decision !== undefined && isLatest ? (
        <Since
          said={saidSince(decision.voices, row.voices).map(asSaid)}
          chooseAgent={chooseAgent}
        />
      ) : null}
    </>
  )
}

type Said = {
  readonly agent: string
  readonly exposure: number
  readonly confidence: number
  /** Told with a decision only. */
  readonly because?: string
}

function asSaid({ agent, exposure, believed }: VoiceRow): Said {
  return { agent, exposure, confidence: believed }
}

type OpinionsProps = {
  readonly said: readonly Said[]
  readonly label: string
  readonly chooseAgent: (agent: string) => void
}

function Opinions({ said, label, chooseAgent }: OpinionsProps): ReactNode {
  const [shown, pager] = usePages(said, voicesMax, label)
  return (
    <>
      <ul className="opinions">
        {shown.map(({ agent, exposure, confidence, because }) => (
          <li key={agent}>
            <AgentLink agent={agent} chooseAgent={chooseAgent} />
            <span className={toneOf(exposure)}>{wishText(exposure)}</span>
            <span className="note">read as {numberText(confidence, 2)}</span>
            {because === undefined ? (
              <span className="note">its sentence comes with the next decision</span>
            ) : (
              <q>{because}</q>
            )}
          </li>
        ))}
      </ul>
      {pager}
    </>
  )
}

/** A decision is told when it changes; opinions may move and come to the same. */
function Since({
  said,
  chooseAgent,
}: {
  readonly said: readonly Said[]
  readonly chooseAgent: (agent: string) => void
}): ReactNode {
  if (said.length === 0) return null
  return (
    <>
      <h3>Since then, or for the other side now: the decision stayed the same</h3>
      <Opinions said={said} label="Pages of what is said since" chooseAgent={chooseAgent} />
    </>
  )
}

function Silent({ speaking }: { readonly speaking: readonly Said[] }): ReactNode {
  const agents = useSwarm('agents') ?? []
  const spoke = new Set(speaking.map(({ agent }) => agent))
  const silent = agents.filter(({ agent }) => !spoke.has(agent)).map(({ agent }) => agent)
  if (silent.length === 0) return <p className="note">Nobody is silent.</p>
  const more = silent.length - silentMax
  return (
    <p className="note silent">
      Silent: {silent.slice(0, silentMax).join(', ')}
      {more > 0 ? ` and ${numberText(more, 0)} more` : ''}.
    </p>
  )
}

/** What each counts for, and what that is made of. */
export function WeightsPane({ scene, chooseAgent }: VoicePaneProps): ReactNode {
  const { row, decision, isLatest } = scene
  const agents = useSwarm('agents') ?? []
  const then = isLatest || decision === undefined ? undefined : voicesThen(decision)
  // What an agent weighs is told as of now: it says nothing of an earlier decision.
  const weights =
    then === undefined ? new Map(agents.map(({ agent, weight }) => [agent, weight])) : undefined
  const voices = then ?? row.voices
  const [shown, pager] = usePages(countedVoices(voices), voicesMax, 'Pages of the weights')
  return (
    <>
      <p className="note">
        Pull is the weight of an agent, times how much of a voice it is beside those that vote
        alike, times the log-odds of what its confidence is read as. Read as 0.50, nobody counts.{' '}
        {then === undefined ? 'What it wants is after its budget in this market.' : null}{' '}
        {isLatest ? null : thenText(then)}
      </p>
      {voices.length === 0 ? (
        <Empty>{then === undefined ? 'Nobody speaks here now.' : 'Nobody spoke here then.'}</Empty>
      ) : null}
      {voices.length === 0 ? null : (
        <Scroll label="What each counts for">
          <table className="weights">
            <caption className="unseen">Voices by how much they count</caption>
            <WeightsHead hasWeights={weights !== undefined} />
            <tbody>
              {shown.map((voice) => (
                <WeightRow
                  key={voice.agent}
                  voice={voice}
                  weight={weights && (weights.get(voice.agent) ?? Number.NaN)}
                  chooseAgent={chooseAgent}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {pager}
    </>
  )
}

function WeightsHead({ hasWeights }: { readonly hasWeights: boolean }): ReactNode {
  return (
    <thead>
      <tr>
        <th scope="col">Agent</th>
        <th scope="col">Wants</th>
        {hasWeights ? (
          <>
            <th scope="col" className="number">
              Weight
            </th>
            <th scope="col" className="number roomy">
              Of a voice
            </th>
          </>
        ) : null}
        <th scope="col" className="number">
          Read as
        </th>
        <th scope="col" className="number roomy">
          Pull
        </th>
        <th scope="col" className="number">
          Counts
        </th>
      </tr>
    </thead>
  )
}

/** Of which time the voices are that are shown with an earlier decision. */
function thenText(then: readonly VoiceRow[] | undefined): string {
  return then === undefined
    ? 'What counted then is not known, as this desk went on from a saved state: these are the voices as of now.'
    : 'This is what counted then; what each wanted is before its budget.'
}

type WeightRowProps = {
  readonly voice: CountedVoice
  /** `undefined` where it is not known. */
  readonly weight: number | undefined
  readonly chooseAgent: (agent: string) => void
}

function WeightRow({ voice, weight, chooseAgent }: WeightRowProps): ReactNode {
  const { agent, exposure, believed, pull, part } = voice
  const ofVoice = weight === undefined ? undefined : voicePart(voice, weight)
  return (
    <tr>
      <th scope="row">
        <AgentLink agent={agent} chooseAgent={chooseAgent} />
      </th>
      <td className={toneOf(exposure)}>{wishText(exposure)}</td>
      {weight === undefined ? null : (
        <>
          <td className="number">{numberText(weight, 2)}</td>
          <td className="number roomy">{ofVoice === undefined ? '' : numberText(ofVoice, 2)}</td>
        </>
      )}
      <td className="number">{numberText(believed, 2)}</td>
      <td className="number roomy">{figureText(pull)}</td>
      <td className="number">
        <span className="part-bar" aria-hidden="true">
          <span style={{ width: `${100 * part}%` }} />
        </span>
        {percentText(part, 0)}
      </td>
    </tr>
  )
}

function AgentLink({
  agent,
  chooseAgent,
}: {
  readonly agent: string
  readonly chooseAgent: (agent: string) => void
}): ReactNode {
  return (
    <button type="button" className="agent-link" onClick={() => chooseAgent(agent)}>
      {agent}
    </button>
  )
}
