import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfiguration, PaperDesk, setupOf } from '../../src/app/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { writeBuyingAgent } from './control-stage.ts'

const hour = 3_600_000

/** Prices that rest, fall by a third within four days, and rest for three months more. */
function fallingBars(): string {
  const rows = ['ts,open,high,low,close,volume']
  const fell = 96
  let before = 100
  for (let i = 0; i < 24 * 110; i += 1) {
    const close = Number((100 - (35 * Math.min(Math.max(0, i - 240), fell)) / fell).toFixed(2))
    const open = before
    const range = [open, Math.max(open, close), Math.min(open, close), close].join()
    rows.push(`${Date.UTC(2024, 0, 1) + i * hour},${range},1000`)
    before = close
  }
  return rows.join('\n')
}

const settings = `[risk]
varMax = 1
shortfallMax = 1
stressMax = 1
correlationMax = 1
crisisShare = 1
dailyLossMax = 0.5
tradeLossMax = 0.9
`

/** The instrument of its market. */
export const sleeper = 'DOWN-USD.FILE'

/** Opens a desk that has taken in a market on which its one instrument has lost all trust. */
export async function openSleepingDesk(folder: string): Promise<PaperDesk> {
  const market = path.join(folder, 'DOWN-USD.csv')
  writeFileSync(market, fallingBars())
  writeFileSync(path.join(folder, 'coinswarm.toml'), settings)
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  const desk = await PaperDesk.open({
    folder,
    choice: { market: [market], instruments: [], speed: 0, seed: 4, clock: liveClock },
    seats: [{ from: writeBuyingAgent(folder), parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 5_000,
    clock: liveClock,
    version: 'test',
    onNote: () => {},
  })
  void desk.start()
  await desk.finished
  return desk
}
