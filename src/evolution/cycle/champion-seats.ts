import type { Agent } from '../../agents/index.ts'
import type { ChampionPort } from '../../engine/index.ts'

/** A champion, the one before it, and the switch between them that risk may turn. */
export type ChampionSeats = {
  /** To be seated in this order, with a quorum of one. */
  readonly agents: readonly Agent[]
  readonly port: ChampionPort
  /** Why risk took the champion back; `undefined` while it is in force. */
  readonly takenBack: () => string | undefined
}

/**
 * Seats for a champion and the one before it. Both are asked at every bar, so that both know the
 * market, and one of them is heard. Once risk has taken the champion back only the one before is
 * heard, from that very bar on; with none before it nobody is, and it asks for nothing to be held.
 *
 * @param promotedTs - From when on risk watches it; 0 for never. Unit: us.
 */
export function championSeats(
  champion: Agent,
  before: Agent | undefined,
  promotedTs: number,
): ChampionSeats {
  let why: string | undefined
  const port: ChampionPort = {
    promotedTs,
    restore: (reason) => {
      why = reason
      return before !== undefined
    },
  }
  const leaving: Agent = {
    ...champion,
    opine: (view) => {
      const opinion = champion.opine(view)
      if (why === undefined) return opinion
      return before === undefined ? { exposure: 0, confidence: 1 } : undefined
    },
  }
  const waiting: readonly Agent[] =
    before === undefined ? [] : [heardWhen(before, () => why !== undefined)]
  return { agents: [leaving, ...waiting], port, takenBack: () => why }
}

function heardWhen(agent: Agent, isHeard: () => boolean): Agent {
  return {
    ...agent,
    opine: (view) => {
      const opinion = agent.opine(view)
      return isHeard() ? opinion : undefined
    },
  }
}
