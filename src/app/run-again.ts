import { DeskRun, type DeskRunOptions, type RunHeader } from '../engine/index.ts'
import { MemoryJournal, readJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { muteGateway } from './desk-gateway.ts'
import { loadSeats } from './load-agent.ts'

/** Who watches a run that is done again. */
type Witness = Pick<DeskRunOptions, 'observer' | 'onEvent'>

/**
 * Runs the segments in `journal` again from their first record, beside the desk: nothing is sent,
 * and what a torn last group left undone is done here and goes nowhere.
 *
 * @throws UserError `journal-damaged`, `journal-newer`, `replay-diverged`
 */
export async function runAgain(
  journal: string,
  header: RunHeader,
  witness: Witness,
): Promise<DeskRun> {
  const agents = await loadSeats(header.agents, (column) => {
    return header.setup.outsideColumns?.includes(column) === true
  })
  return new DeskRun({
    setup: { ...header.setup, agents },
    recorded: readJournal(journal, nodeDisk, 1),
    journal: new MemoryJournal(),
    gateway: muteGateway(header),
    ...witness,
  })
}
