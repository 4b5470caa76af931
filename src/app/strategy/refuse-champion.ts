import { UserError } from '../../base/index.ts'
import { championName, type RunHeader } from '../../engine/index.ts'
import { hasChampion } from './champion-versions.ts'

/**
 * What a desk has learned of one strategy is not true of the next one.
 *
 * @throws UserError `champion-alone` for a desk that seats a champion beside what would not follow.
 */
export function refuseChampionWith(header: RunHeader): void {
  if (!hasChampion(header)) return
  const { votes, recallWeight = 0, swarm } = header.setup
  const seats = header.agents.filter(({ from }) => from === championName).length
  const beside =
    (votes === 'earned' && 'earned votes; set desk.votes to claimed') ||
    (recallWeight > 0 && 'a memory that agents go by; set memory.recallWeight to 0') ||
    (swarm !== undefined && 'a swarm; set swarm.isOn to false') ||
    (seats > 1 && 'another seat of its own; name it once')
  if (beside === false) return
  throw new UserError(
    'champion-alone',
    `The seat of the champion does not go with ${beside}, or leave --agent champion out.`,
  )
}
