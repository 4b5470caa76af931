import { createHash } from 'node:crypto'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { inFolder } from './command.ts'
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
    hash: createHash('sha256').update(fills.join('\n')).digest('hex').slice(0, 16),
    note:
      `${scene.events.length} events of ${scene.market.name}, ${scene.plan.steps} steps, ` +
      `${run.submitted} orders, ${fills.length} fills`,
  }
  return [
    await besideLoop(size, scene, fills, shared),
    size === 'full'
      ? await inFolder((folder) => besidePeer(size, scene, fills, shared, folder))
      : besideNothing(scene, shared, 'is not tried in the smoke size'),
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

async function besidePeer(
  size: BenchSize,
  scene: L2Scene,
  fills: readonly string[],
  shared: Shared,
  folder: string,
): Promise<BenchRow> {
  const { tick, lot } = scene.market.deltas
  const plan = { ...scene.plan, tick: Number(tick), lot: Number(lot) }
  const peer = await openHftbacktest(scene.events, plan, folder)
  if (typeof peer === 'string') return besideNothing(scene, shared, `cannot be had here: ${peer}`)
  try {
    const { fills: theirs } = await peer.ask('fills')
    const told = Array.isArray(theirs) ? theirs.map(String).toSorted() : []
    if (told.join('\n') !== fills.join('\n'))
      return failedRow(`${name}.hftbacktest`, unit, 'the fills are not those of hftbacktest')
    const measured = await measureSeconds(
      size,
      31,
      () => timed(() => void runQuoter(scene)),
      () => peer.seconds(),
    )
    return {
      name: `${name}.hftbacktest`,
      peer: `${peerName}, equal fills`,
      goal: 'ratio >= 1',
      ...shared,
      ...rates(measured, scene.events.length),
    }
  } finally {
    peer.close()
  }
}

/** A row that says why there is nothing to compare with. */
function besideNothing(scene: L2Scene, shared: Shared, why: string): BenchRow {
  const seconds = timed(() => void runQuoter(scene))
  return {
    name: `${name}.hftbacktest`,
    value: scene.events.length / seconds,
    peer: `${peerName}: ${why}`,
    ratio: null,
    status: 'inconclusive',
    goal: 'ratio >= 1',
    ...shared,
  }
}
