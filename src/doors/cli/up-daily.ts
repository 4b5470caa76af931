import {
  agreeDaily,
  type ConfigurationValues,
  evolveNightly,
  type PaperDesk,
  type PlanGovernor,
  planDaily,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { startNight } from './night-process.ts'

type Daily = { stop(): Promise<void> }

/** Starts what a running desk has done beside it once a day. @returns A way to stop all of it. */
export function startDaily(
  context: CliContext,
  values: ConfigurationValues,
  { desk, governor }: { readonly desk: PaperDesk; readonly governor: PlanGovernor | undefined },
): Daily {
  const needs = { desk, folder: context.deskFolder, clock: liveClock, onNote: context.note }
  const all: readonly (Daily | undefined)[] = [
    planDaily({
      ...{ ...needs, isOn: values.swarm.isPlannedDaily },
      onProposed: (proposals) => governor?.propose(proposals),
    }),
    agreeDaily({ ...needs, governor }),
    evolveNightly({
      ...{ ...needs, at: values.evolution.at },
      start: () => startNight(context, values),
    }),
  ]
  return {
    stop: async () => {
      for (const each of all) await each?.stop()
    },
  }
}
