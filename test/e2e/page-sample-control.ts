import { DeskControl, openActLog } from '../../src/app/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import type { SampleDesk } from './page-sample-desk.ts'

/** The situation in which the sample desk is in each mode. */
const situations = {
  normal: 'quiet',
  pause: 'breaker',
  reduce: 'stuck',
  emergency: 'emergency',
} as const

/**
 * The real control over a desk that only shows: acts are checked and written as on any desk.
 *
 * @param folder - Where its audit is written.
 * @param standing - What keeps the desk from going back, if anything does.
 */
export function sampleControl(
  desk: SampleDesk,
  folder: string,
  standing: () => string | undefined,
): DeskControl {
  const controlled = {
    state: () => {
      const { mode, modeReason } = desk.snapshot().status
      return { mode, modeReason, isHold: false, held: 2, openOrders: 4, limits: [] }
    },
    toMode: (to: keyof typeof situations) => {
      desk.show(situations[to])
      return true
    },
    askLimit: () => '',
    wake: () => '',
    settle: () => '',
    agree: () => '',
  }
  const written = openActLog({ folder, clock: liveClock, onNote: () => undefined })
  return new DeskControl({ desk: controlled, ...written, objection: standing })
}
