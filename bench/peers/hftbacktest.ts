import { writeFileSync } from 'node:fs'
import type { L2Events, L2Plan } from '../l2-market.ts'
import { LinePeer, peerFile, pythonWith } from './line-peer.ts'

/** What `bench/peers/hftbacktest_l2.py` was written for. */
export const hftbacktestVersion = '2.4.4'

/**
 * hftbacktest in a process of its own, with the same events loaded. Asked `run` it runs the plan
 * once more; asked `fills` it gives `ts,side,ticks` of every fill of the last run.
 *
 * @returns Why not, in words, where it cannot be had.
 */
export async function openHftbacktest(
  events: L2Events,
  plan: L2Plan,
  folder: string,
): Promise<LinePeer | string> {
  const found = await pythonWith([`hftbacktest==${hftbacktestVersion}`])
  if ('why' in found) return found.why
  const file = `${folder}/events.f64`
  writeFileSync(file, rowsOf(events))
  return LinePeer.open(found.python, [peerFile('hftbacktest_l2.py'), file, JSON.stringify(plan)])
}

/** ts, is print, is buy, ticks, lots of every event. */
function rowsOf({ length, ts, isPrint, isBuy, ticks, lots }: L2Events): Float64Array {
  const rows = new Float64Array(length * 5)
  for (let row = 0; row < length; row += 1)
    rows.set(
      [ts, isPrint, isBuy, ticks, lots].map((column) => column[row] as number),
      row * 5,
    )
  return rows
}
