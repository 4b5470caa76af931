import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import {
  backupDesk,
  drawArchiveChance,
  loadConfiguration,
  PaperDesk,
  passphraseKey,
  replayJournal,
  setupOf,
} from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'

// Made once for each format of the journal, with the version that introduced it, and never again:
//   node test/golden/generate-desk.ts test/golden/desk-1
// A desk on made-up bars that was started three times and went into a pause at the end, as a plain
// and as an encrypted backup.
const target = process.argv[2]
if (target === undefined) throw new Error('name the files to make')
const folder = mkdtempSync(`${tmpdir()}/coinswarm-golden-`)
const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
writeFileSync(`${folder}/coinswarm.toml`, '[desk]\nseed = 6\n')
writeFileSync(`${folder}/trials.jsonl`, '{"dataHash":"0","configurationHash":"1"}\n')
const tight = { dailyLossMax: 0.003, drawdownSoft: 0.01, drawdownHalt: 0.03 }
const tightValues = {
  ...values,
  desk: { ...values.desk, seed: 6 },
  risk: { ...values.risk, ...tight },
}
const barsFile = `${folder}/BTC-USD.SIM.csv`
writeFileSync(barsFile, bars(500))

/** Hourly bars that wander, in the columns of a file of bars. */
function bars(count: number): string {
  const random = Random.fromSeed(6)
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

async function ranTo(bars: number): Promise<void> {
  const desk = await PaperDesk.open({
    folder,
    choice: { market: [barsFile], instruments: [], speed: 3_600_000, seed: 6, clock: liveClock },
    seats: [{ from: 'random', parameters: { entry: 0.2, exit: 0.2, exposure: 0.2 } }],
    setup: (agents) => setupOf(tightValues, agents),
    segmentBytes: 1 << 14,
    snapshotEvery: 200,
    clock: liveClock,
    version: 'golden',
    onNote: () => {},
  })
  const running = desk.start()
  while (desk.snapshot().status.bars < bars) await new Promise((resolve) => setTimeout(resolve, 1))
  desk.stop()
  await running
}

for (const bars of [150, 300, 500]) await ranTo(bars)
const replay = await replayJournal(folder)
const passphrase = 'a passphrase known to all'
const sha256: Record<string, string> = {}
for (const keys of [undefined, passphraseKey(passphrase)]) {
  const file = `${target}${keys === undefined ? '' : '-encrypted'}.backup`
  backupDesk({
    disk: nodeDisk,
    folder,
    file,
    isForced: false,
    keys,
    chance: drawArchiveChance(),
    version: '0.1.0',
    onProgress: () => {},
  })
  const name = file.slice(file.lastIndexOf('/') + 1)
  sha256[name] = createHash('sha256').update(readFileSync(file)).digest('hex')
}
rmSync(folder, { recursive: true })
const golden = {
  source: 'test/golden/generate-desk.ts',
  version: '0.1.0',
  licence: 'MIT',
  tolerance: 'none: every hash must be equal',
  sha256,
  passphrase,
  events: replay.events,
  checkpoints: replay.checkpoints,
  hash: replay.hash,
  runHash: replay.runHash,
}
writeFileSync(`${target}.json`, `${JSON.stringify(golden, undefined, 2)}\n`)
