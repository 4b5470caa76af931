import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import {
  backupDesk,
  drawArchiveChance,
  loadConfiguration,
  PaperDesk,
  replayJournal,
  setupOf,
} from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'

// Made once, with the program as it was at commit 565d35a6 of 28 November 2026, and never again:
//   node test/golden/generate-desk-2.ts test/golden/desk-2
// A desk by the settings everybody had then, limits, breakers and caps among them, that was killed
// after 400 of 600 bars. Its bars lie beside it, so that later versions go on with it.
const target = process.argv[2]
if (target === undefined) throw new Error('name the files to make')
const folder = mkdtempSync(`${tmpdir()}/coinswarm-golden-`)
const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
const barsFile = `${target}.csv`
writeFileSync(barsFile, bars(600))

/** Hourly bars that wander, in the columns of a file of bars. */
function bars(count: number): string {
  const random = Random.fromSeed(7)
  let close = 40_000
  const lines = ['ts,open,high,low,close,volume']
  for (let i = 0; i < count; i += 1) {
    const open = close
    close = open + random.below(801) - 400
    const high = Math.max(open, close) + random.below(100)
    const low = Math.min(open, close) - random.below(100)
    lines.push([1_704_067_200_000 + i * 3_600_000, open, high, low, close, '50.0001'].join())
  }
  return `${lines.join('\n')}\n`
}

const desk = await PaperDesk.open({
  folder,
  choice: { market: [barsFile], instruments: [], speed: 3_600_000, seed: 7, clock: liveClock },
  seats: [{ from: 'random', parameters: { entry: 0.2, exit: 0.2, exposure: 0.04 } }],
  setup: (agents) => setupOf(values, agents, { seed: 7 }),
  segmentBytes: 1 << 14,
  snapshotEvery: 150,
  clock: liveClock,
  version: 'golden',
  onNote: () => {},
})
const running = desk.start()
while (desk.snapshot().status.bars < 400) await new Promise((resolve) => setTimeout(resolve, 1))
desk.stop()
await running
const replay = await replayJournal(folder)
const file = `${target}.backup`
backupDesk({
  disk: nodeDisk,
  folder,
  file,
  isForced: false,
  keys: undefined,
  chance: drawArchiveChance(),
  version: '0.1.0',
  onProgress: () => {},
})
const sha256: Record<string, string> = {}
for (const made of [file, barsFile])
  sha256[made.slice(made.lastIndexOf('/') + 1)] = createHash('sha256')
    .update(readFileSync(made))
    .digest('hex')
rmSync(folder, { recursive: true })
const golden = {
  source: 'test/golden/generate-desk-2.ts',
  version: '0.1.0 at 565d35a6',
  licence: 'MIT',
  tolerance: 'none: every hash must be equal',
  sha256,
  events: replay.events,
  checkpoints: replay.checkpoints,
  hash: replay.hash,
  runHash: replay.runHash,
}
writeFileSync(`${target}.json`, `${JSON.stringify(golden, undefined, 2)}\n`)
