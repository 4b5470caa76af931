import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { besidePeer } from './beside-peer.ts'
import { FlatBook } from './flat-book.ts'
import { FlatL2 } from './flat-l2.ts'
import { type L2Scene, l2Scene } from './l2-market.ts'
import { runQuoter } from './l2-quoter.ts'
import { measureSeconds, rates, timed } from './measure.ts'
import { hftbacktestVersion, openHftbacktest } from './peers/hftbacktest.ts'
import { bitcoinTicks } from './tick-market.ts'

const name = 'exchange.l2'
const unit = 'events/s'
const peerName = `hftbacktest ${hftbacktestVersion}, HashMapMarketDepth`

/**
 * A recorded market played into the simulated exchange, with a quoter at a distance from it, beside
 * a loop written by hand and beside hftbacktest. Both must fill as it does.
 */
export async function exchangeL2(size: BenchSize): Promise<readonly BenchRow[]> {
  const scene = l2Scene(await bitcoinTicks(size))
  const run = runQuoter(scene)
  const fills = run.fills.toSorted()
  const shared = {
    unit,
    hash: workHash(fills.join('\n')),
    note:
      `${scene.events.length} events of ${scene.market.name}, ${scene.plan.steps} steps, ` +
      `${run.submitted} orders, ${fills.length} fills`,
  }
  return [
    await besideLoop(size, scene, fills, shared),
    await besideHftbacktest(size, scene, fills, shared),
  ]
}

type Shared = Pick<BenchRow, 'unit' | 'hash' | 'note'>

async function besideLoop(
  size: BenchSize,
  scene: L2Scene,
  fills: readonly string[],
  shared: Shared,
): Promise<BenchRow> {
  const { ticks } = scene.market.deltas.columns
  const books = [new FlatBook(ticks), new FlatBook(ticks)] as const
  const loop = (): FlatL2 => {
    for (const book of books) book.clear(ticks)
    return new FlatL2(scene.events, scene.plan, ...books)
  }
  const first = loop()
  first.run()
  if (first.fills.toSorted().join('\n') !== fills.join('\n'))
    return failedRow(name, unit, 'the fills are not those of the loop by hand')
  const measured = await measureSeconds(
    size,
    31,
    () => timed(() => void runQuoter(scene)),
    () => {
      const next = loop()
      return timed(() => next.run())
    },
  )
  const peer = 'hand-written flat loop, equal fills'
  const goal = '>= 10000000 events/s and ratio >= 0.4'
  return { name, peer, goal, ...shared, ...rates(measured, scene.events.length) }
}

function besideHftbacktest(
  size: BenchSize,
  scene: L2Scene,
  fills: readonly string[],
  shared: Shared,
): Promise<BenchRow> {
  const { tick, lot } = scene.market.deltas
  const plan = { ...scene.plan, tick: Number(tick), lot: Number(lot) }
  return besidePeer({
    size,
    isFullOnly: true,
    row: { name: `${name}.hftbacktest`, goal: 'ratio >= 1', ...shared },
    peerName,
    open: (folder) => openHftbacktest(scene.events, plan, folder),
    agree: async (peer) => {
      const { fills: theirs } = await peer.ask('fills')
      const told = Array.isArray(theirs) ? theirs.map(String).toSorted() : []
      if (told.join('\n') === fills.join('\n')) return { peer: `${peerName}, equal fills` }
      return { wrong: 'the fills are not those of hftbacktest' }
    },
    ours: () => timed(() => void runQuoter(scene)),
    amount: scene.events.length,
    pairs: 31,
  })
}
