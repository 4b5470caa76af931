import { dayUs, type Micros } from '../../domain/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import type { Proposal } from '../../evolution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { AlertBoard } from '../control/alert.ts'
import { tryEvery } from '../repeat-every.ts'
import type { Outside } from '../watch-desk.ts'
import { proposeBeside, type Look } from './propose-beside.ts'
import { ProposalFolder } from './proposal-folder.ts'
import type { ProposeAnswer } from './propose-worker-main.ts'

/** A desk that is planned for. */
type PlannedDesk = {
  readonly header: RunHeader
  readonly outside: Pick<Outside, 'now'>
  readonly control: { readonly alerts: Pick<AlertBoard, 'raise'> }
}

type PlanningNeeds = {
  readonly desk: PlannedDesk
  readonly folder: string
  readonly isOn: boolean
  readonly clock: Clock
  /** One sentence for people. */
  readonly onNote: (line: string) => void
  /** Given what was proposed, for who is to settle it beside persons. */
  readonly onProposed?: ((proposals: readonly Proposal[]) => void) | undefined
}

/** Wall time between two looks at what day it is. */
const lookUs = 1_000_000

/**
 * Has the planner look back once a day, by the time of the desk, where votes are earned: in a
 * thread of its own, so that nothing waits for it. What it proposes is kept and told; nothing comes
 * of it before a person has approved it. A day that went by while the desk was stopped is looked
 * back upon at its next start; while one look is under way no other begins.
 *
 * @returns A way to stop; `undefined` where nobody plans.
 */
export function planDaily(needs: PlanningNeeds): { stop(): Promise<void> } | undefined {
  const { desk, folder, isOn, clock, onNote } = needs
  if (!isOn || desk.header.setup.votes !== 'earned') return undefined
  const kept = new ProposalFolder(folder)
  let look: Look | undefined
  let isStopped = false
  const begin = async (): Promise<void> => {
    look = proposeBeside(folder)
    const said = await look.answer
    look = undefined
    if (!isStopped) tell(needs, said)
  }
  const begun = (): void => {
    if (look === undefined && isNextDay(kept, desk.outside.now())) void begin()
  }
  // The desk is planned for when the day can be noted again.
  const cancel = tryEvery(clock, lookUs, begun, (reason) =>
    onNote(`the planner cannot note its day: ${reason}`),
  )
  return {
    stop: async () => {
      isStopped = true
      cancel()
      await look?.stop()
    },
  }
}

/** Whether a day has begun since the last look; notes it. A new desk has nothing behind it. */
function isNextDay(kept: ProposalFolder, now: Micros): boolean {
  const day = Math.floor(now / dayUs)
  const planned = kept.plannedDay
  if (now === 0 || planned === day) return false
  kept.plannedDay = day
  return planned !== undefined
}

function tell({ desk, onNote, onProposed }: PlanningNeeds, said: ProposeAnswer): void {
  if (!said.isDone) return onNote(`the planner could not look back: ${said.why}`)
  onNote(`planner: ${said.proposed.plan}`)
  onProposed?.(said.proposed.proposals)
  for (const { id, subject, evidence } of said.proposed.proposals)
    desk.control.alerts.raise(
      'proposal-made',
      `Proposal ${id}, ${subject}: ${evidence.sentence} A person settles it: swarm proposals.`,
    )
}
