import { type Sample, sample } from './sample.ts'
import type { SeenDesk } from './seen-desk.ts'

const usPerSecond = 1e6

/** What agents say and have shown, and how far they agree. */
export function swarmSamples(seen: SeenDesk): readonly Sample[] {
  const { header, swarm } = seen
  const { length: all } = header.instruments
  const teams = swarm?.instruments.filter(({ hasTeam }) => hasTeam).length ?? all
  return [
    ...sample('instruments', all, { state: 'all' }),
    ...sample('instruments', teams, { state: 'team' }),
    ...sample('consensus_ratio', consensusOf(seen)),
    ...(swarm === undefined ? [] : shownSamples(swarm)),
  ]
}

function shownSamples(swarm: NonNullable<SeenDesk['swarm']>): readonly Sample[] {
  const { agents, streams, costs, dissent, proposals } = swarm
  return [
    ...sample('dissent', dissent),
    ...sample('proposals_open', proposals?.length ?? 0),
    ...streams.flatMap(({ stream, total }) => sample('stream_brought', total, { stream })),
    ...agents.flatMap(({ agent, weight, brier }) => [
      ...sample('agent_weight', weight, { agent }),
      ...sample('agent_brier', brier, { agent }),
    ]),
    ...(costs?.agents ?? []).flatMap(({ agent, usPerOpinion: us }) =>
      sample('agent_opinion_seconds', us === null ? null : us / usPerSecond, { agent }),
    ),
  ]
}

/** Of all voices that want something where something was decided; `undefined` while none does. */
function consensusOf({ swarm, decisions }: SeenDesk): number | undefined {
  const rows = swarm === undefined ? [...decisions.values()] : swarm.instruments
  let [voices, agreeing] = [0, 0]
  for (const { exposure, voices: said } of rows) {
    const wanted = said.filter((voice) => voice.exposure !== 0)
    if (exposure === 0) continue
    voices += wanted.length
    agreeing += wanted.filter((voice) => voice.exposure * exposure > 0).length
  }
  return voices === 0 ? undefined : agreeing / voices
}
