import { type Configuration, type PaperDesk, recordDesk } from '../../app/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** Records the market of a desk, if its settings say so; `undefined` where nothing is recorded. */
export function recordMarket(
  context: CliContext,
  { values: { recording } }: Configuration,
  desk: PaperDesk,
): ReturnType<typeof recordDesk> {
  if (!recording.isEnabled) return undefined
  return recordDesk({
    header: desk.header,
    catalogFolder: `${context.deskFolder}/catalog`,
    maxGb: recording.maxGb,
    url: desk.snapshot().desk.exchangeUrl,
    clock: liveClock,
    disk: nodeDisk,
    onNote: context.note,
  })
}
