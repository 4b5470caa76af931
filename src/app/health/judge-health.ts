import type { Mode } from '../../domain/index.ts'
import type { ControlAnswer } from '../control/control-request.ts'
import type { DeskReply } from '../control/ask-desk.ts'
import type { DeskPulse } from '../control/desk-pulse.ts'

/** What keeps a process from being healthy; stable, for programs. */
export type Ailment =
  | 'desk-not-running'
  | 'desk-starting'
  | 'desk-silent'
  | 'desk-failed'
  | 'market-silent'
  | 'journal-idle'

/** Whether the desk of a folder is alive and at work. */
export type DeskHealth = {
  readonly isHealthy: boolean
  /** One sentence, for people. */
  readonly what: string
  /** Left out when healthy. */
  readonly ailment?: Ailment
  /** Left out when it does not answer. */
  readonly mode?: Mode
  readonly pulse?: DeskPulse
}

/**
 * Judges what a desk answered, or that it did not.
 *
 * @param around - `holder`: who holds its folder, by name. `isAliveEnough`: its market and journal
 *   may stand still, which no restart mends.
 */
export function judgeHealth(
  reply: DeskReply,
  around: { readonly holder: string | undefined; readonly isAliveEnough: boolean },
): DeskHealth {
  if (reply.kind === 'answer') return judgeAnswer(reply.answer, around.isAliveEnough)
  const { holder } = around
  if (reply.kind === 'silent')
    return ill('desk-silent', `${holder ?? 'The desk'} does not answer; see coinswarm kill --help.`)
  if (holder === undefined)
    return ill('desk-not-running', 'No desk is running here; start it with coinswarm up.')
  return ill('desk-starting', `${holder} holds the folder and takes no commands yet; wait for it.`)
}

function judgeAnswer(answer: ControlAnswer, isAliveEnough: boolean): DeskHealth {
  if (!answer.ok) return ill('desk-failed', answer.message)
  const { pulse, state } = answer
  const { mode } = state
  if (pulse === undefined) return { isHealthy: true, what: `The desk is alive, in ${mode}.`, mode }
  const found = isAliveEnough ? undefined : ailmentOf(pulse)
  if (found !== undefined) return { ...found, mode, pulse }
  const what = `The desk is alive, in ${mode}, at event ${pulse.sequence} of its journal.`
  return { isHealthy: true, what, mode, pulse }
}

/** A bar is in the journal within a second, so a journal that waits longer than bars may is ill. */
function ailmentOf(pulse: DeskPulse): DeskHealth | undefined {
  const { t, writtenAt, receivedAt, patience, isStale, isFinished } = pulse
  if (isStale)
    return ill(
      'market-silent',
      `No bar has come for ${secondsText(t - receivedAt)}; is the venue up?`,
    )
  if (isFinished || t - writtenAt <= patience) return undefined
  const since = secondsText(t - writtenAt)
  return ill('journal-idle', `Bars come and none was written for ${since}; see coinswarm doctor.`)
}

function ill(ailment: Ailment, what: string): DeskHealth {
  return { isHealthy: false, what: what.replace(/^p/, 'P'), ailment }
}

function secondsText(ms: number): string {
  return `${Math.round(ms / 1_000)} s`
}
