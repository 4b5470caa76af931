import type { Agent } from '../agents/index.ts'
import type { RunHeader } from '../engine/index.ts'
import { AgentMeter } from './agent-meter.ts'
import type { OpenedDesk, PaperDeskOptions } from './desk-header.ts'

/** The agents of a desk, measured where it says what each has brought: where votes are earned. */
export function metered(
  { stopwatch, operating, vitals, tracing }: PaperDeskOptions,
  { setup }: RunHeader,
  seats: readonly Agent[],
): Pick<OpenedDesk, 'agents' | 'meter' | 'work'> {
  const timed = (work: OpenedDesk['work']): OpenedDesk['work'] => {
    const traced = tracing?.trace.timed(work) ?? work
    return vitals?.timed(traced) ?? traced
  }
  if (stopwatch === undefined || operating === undefined || setup.votes !== 'earned')
    return { agents: seats, meter: undefined, work: timed((task) => task()) }
  const meter = new AgentMeter(stopwatch, operating.machinePerHour)
  return { agents: meter.watch(seats), meter, work: timed((task) => meter.work(task)) }
}
