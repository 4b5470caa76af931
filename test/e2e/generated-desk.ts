import { loadConfiguration, PaperDesk, setupOf } from '../../src/app/index.ts'
import { liveClock } from '../../src/kernel/index.ts'

type SeatChoice = Parameters<typeof PaperDesk.open>[0]['seats'][number]

/**
 * Runs a paper desk on the generated market until it has taken in `bars`, and stops it.
 *
 * @param others - Seated beside the first.
 */
export async function runGeneratedDesk(
  folder: string,
  seat: SeatChoice,
  bars: number,
  others: readonly SeatChoice[] = [],
): Promise<PaperDesk> {
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  const desk = await PaperDesk.open({
    folder,
    choice: { market: ['generated'], instruments: [], speed: 60_000, seed: 4, clock: liveClock },
    seats: [seat, ...others],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 5_000,
    clock: liveClock,
    version: 'test',
    onNote: () => {},
  })
  const running = desk.start()
  for (let turn = 0; turn < 3_000 && desk.snapshot().status.bars < bars; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  desk.stop()
  await running
  return desk
}
