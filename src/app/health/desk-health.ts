import { askControl } from '../control/ask-desk.ts'
import { lockedBy } from '../control/take-over.ts'
import { type DeskHealth, judgeHealth } from './judge-health.ts'

/**
 * Asks the desk of a folder how it is. Its own loop answers, so an answer shows that it turns.
 *
 * @param isAliveEnough - That it answers is enough.
 */
export async function deskHealth(folder: string, isAliveEnough: boolean): Promise<DeskHealth> {
  const reply = await askControl(folder, { kind: 'show' })
  return judgeHealth(reply, { holder: lockedBy(folder), isAliveEnough })
}
