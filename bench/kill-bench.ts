import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { inFolder } from './command.ts'
import type { SimulatedExchange } from '../src/venue/sim/index.ts'
import type { KillScene, KillVenue } from './kill-house.ts'
import { KillStage } from './kill-stage.ts'
import { median, quantileOf } from './measure.ts'

/** What a kill came to. Unit: ms from the kill. */
type Kill = {
  /** The call that kills returned: from here on nothing leaves that adds risk. */
  readonly blockedMs: number
  /** The last request that takes an order back was handed to the network. */
  readonly canceledMs: number
  readonly cancelCalls: number
  /** Nothing is held any more, by fills in the books. */
  readonly flatMs: number
  /** The venue has said of every order that it is over. */
  readonly restMs: number
  readonly hash: string
  /** What went wrong, if anything. */
  readonly wrong: string | undefined
}

const limitS = { binance: 120, kraken: 900 } as const

/** A desk that is killed with 200 bids out and ten positions with stops, at its venues. */
export async function controlKill(size: BenchSize): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const venue of ['binance', 'kraken'] as const) rows.push(...(await killRows(venue, size)))
  return rows
}

async function killRows(venue: KillVenue, size: BenchSize): Promise<readonly BenchRow[]> {
  const isFull = size === 'full'
  const scene = { venue, quotes: isFull ? 200 : 12, positions: isFull ? 10 : 2 }
  const kills: Kill[] = []
  for (let n = 0; n < (isFull ? 3 : 1); n += 1)
    kills.push(await inFolder((folder) => kill(scene, folder)))
  const name = venue === 'binance' ? 'control.kill' : `control.kill.${venue}`
  const wrong = kills.find((each) => each.wrong !== undefined)?.wrong
  if (wrong !== undefined) return [failedRow(name, 'ms', wrong)]
  return rowsOf(name, scene, kills)
}

function rowsOf(name: string, scene: KillScene, kills: readonly Kill[]): readonly BenchRow[] {
  const row = (part: string, goal: string, of: (kill: Kill) => number, note: string): BenchRow => {
    const all = kills.map(of)
    return {
      name: name + part,
      value: median(all),
      unit: 'ms',
      peer: 'none',
      ratio: null,
      hash: kills[0]?.hash ?? '',
      status: 'measured',
      spread: [quantileOf(all, 0.1), quantileOf(all, 0.9)],
      repetitions: all.length,
      goal,
      note,
    }
  }
  const { quotes, positions } = scene
  const what = `${quotes} bids on as many instruments, ${positions} positions with stops, on loopback, with the venue's limits`
  const blocked = median(kills.map(({ blockedMs }) => blockedMs)).toFixed(1)
  const calls = median(kills.map(({ cancelCalls }) => cancelCalls))
  const rest = median(kills.map(({ restMs }) => restMs)).toFixed(0)
  return [
    row(
      '',
      'cancels sent <= 250 ms',
      (kill) => kill.canceledMs,
      `${what}; no new risk after ${blocked} ms, in the same turn; ${calls} calls`,
    ),
    row(
      '.flat',
      'bounded',
      (kill) => kill.flatMs,
      `nothing held, by fills; the venue's word on every order after ${rest} ms`,
    ),
  ]
}

async function kill(scene: KillScene, folder: string): Promise<Kill> {
  const stage = await KillStage.open(scene, folder)
  const { run, house } = stage
  const { risk, orders } = run.desk
  try {
    const start = performance.now()
    run.toMode('emergency', 'bench', 'to see how long it takes')
    const blockedMs = performance.now() - start
    // Whoever wants more now is refused.
    stage.bar()
    const isFlat = (): boolean => risk.lots.every((held) => held === 0)
    await stage.until(isFlat, limitS[scene.venue])
    const flatMs = performance.now() - start
    await stage.until(() => [...orders.openOrders].length === 0, limitS[scene.venue])
    const restMs = performance.now() - start
    const cancels = stage.sent.filter(({ what }) => /cancel|DELETE order/i.test(what))
    const canceledMs = (cancels.at(-1)?.ms ?? Number.NaN) - start
    const wrong = wrongAt(house.exchange, scene)
    const { hash } = stage
    return { blockedMs, canceledMs, cancelCalls: cancels.length, flatMs, restMs, hash, wrong }
  } finally {
    await stage.close()
  }
}

/** Every bid and every entry was a buy, from before the kill: there must be no other. */
function wrongAt(exchange: SimulatedExchange, scene: KillScene): string | undefined {
  const left = [...exchange.openOrders(0)].length
  if (left > 0) return `${left} orders are left at the venue`
  const buys = [...exchange.closedOrders(0)].filter(({ request }) => request.side === 'buy')
  const before = scene.quotes + scene.positions
  return buys.length === before ? undefined : `${buys.length} buys, of ${before}`
}
