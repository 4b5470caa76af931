import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { type Agreement, besidePeer } from './beside-peer.ts'
import { meetOthers } from './engine-bench.ts'
import { timed } from './measure.ts'
import {
  type PeerScene,
  type PeerTrade,
  peerScene,
  runScene,
  screenGap,
  screenScene,
  writeScene,
} from './peer-scene.ts'
import { LinePeer, peerFile, pythonWith } from './peers/line-peer.ts'
import { folderWith } from './peers/npm-folder.ts'

/** A maintained engine that is given the scene, and how long it may take. */
type Peer = {
  readonly name: string
  readonly version: string
  readonly goal: string
  readonly rows: number
  readonly minutes?: number
  readonly pairs: number
  readonly warmUps?: number
  readonly open: (folder: string, terms: string) => Promise<LinePeer | string>
  /** What differs between the two in what they do in a run. */
  readonly note: string
}

const million = 1_000_000

type PeerName = 'grademark' | 'vectorbt' | 'backtesting' | 'backtrader' | 'nautilus'

/** The peers by the name of their bench. */
const peers: Readonly<Record<PeerName, Peer>> = {
  grademark: {
    ...{ name: 'grademark', version: '0.3.0', goal: 'ratio >= 5' },
    ...{ rows: million, minutes: 5, pairs: 15 },
    open: async (folder, terms) => {
      const found = await folderWith(['grademark@0.3.0', 'chai@4'])
      if ('why' in found) return found.why
      const program = peerFile('grademark_run.mjs')
      return LinePeer.open(process.execPath, [program, found.home, folder, terms])
    },
    note:
      'averages of 5-minute bars, since it asks no rule at the bar of a fill; its averages made ' +
      'outside the time, no size, fee, cash or equity on its side',
  },
  vectorbt: {
    ...{ name: 'vectorbt', version: '1.2.0', goal: 'ratio >= 5', rows: million, pairs: 15 },
    open: python('vectorbt_run.py', ['vectorbt==1.2.0']),
    note: 'from_signals with its averages and equity at every bar; sizes given to it',
  },
  backtesting: {
    ...{ name: 'backtesting.py', version: '0.6.6', goal: 'ratio >= 100' },
    ...{ rows: million / 10, pairs: 15, warmUps: 2 },
    open: python('backtesting_run.py', ['backtesting==0.6.6']),
    note: 'its statistics within the time, as it cannot do without; sizes given to it',
  },
  backtrader: {
    ...{ name: 'backtrader', version: '1.9.78.123', goal: 'ratio >= 1000' },
    ...{ rows: million / 10, pairs: 5, warmUps: 1 },
    open: python('backtrader_run.py', ['backtrader==1.9.78.123', 'pandas==2.3.3']),
    note: 'runonce and preload, no observer or analyser; sizes given to it',
  },
  nautilus: {
    ...{ name: 'nautilus_trader', version: '1.221.0', goal: 'ratio >= 3' },
    ...{ rows: million / 10, pairs: 5, warmUps: 1 },
    open: python('nautilus_run.py', ['nautilus_trader==1.221.0']),
    note:
      'a quote at each open beside its bars, without which it fills at the close; its risk engine ' +
      'and log off, reset outside the time; sizes given to it',
  },
}

/**
 * One run of the crossing on one-minute bars beside a peer of equal trades: by the whole desk, and
 * by the screen, which does the same for strategies that allow it.
 */
export async function besideEngine(size: BenchSize, of: PeerName): Promise<readonly BenchRow[]> {
  const peer = peers[of]
  const scene = await peerScene(size, peer.rows, peer.minutes)
  meetOthers([scene.of])
  const name = `peers.${of}`
  const desk = await raced(size, peer, scene, { name, run: () => void runScene(scene) })
  const gap = screenGap(scene)
  if (gap !== undefined) return [desk, failedRow(`${name}.screen`, 'bars/s', gap)]
  const screen = { name: `${name}.screen`, run: () => void screenScene(scene) }
  return [desk, await raced(size, peer, scene, screen)]
}

function raced(
  size: BenchSize,
  peer: Peer,
  scene: PeerScene,
  ours: { readonly name: string; readonly run: () => void },
): Promise<BenchRow> {
  const peerName = `${peer.name} ${peer.version}`
  return besidePeer({
    size,
    isFullOnly: true,
    row: {
      ...{ name: ours.name, unit: 'bars/s', hash: scene.hash, goal: peer.goal },
      note: `${scene.note}; ${peer.note}`,
    },
    peerName,
    open: (folder) => peer.open(folder, writeScene(scene, folder)),
    agree: async (line) => agreement(scene, peerName, await line.ask('answer')),
    ours: () => timed(ours.run),
    amount: scene.of.bars.length,
    pairs: peer.pairs,
    ...(peer.warmUps !== undefined && { warmUps: peer.warmUps }),
  })
}

function python(
  program: string,
  wheels: readonly string[],
): (folder: string, terms: string) => Promise<LinePeer | string> {
  return async (folder, terms) => {
    const found = await pythonWith(wheels)
    if ('why' in found) return found.why
    return LinePeer.open(found.python, [peerFile(program), folder, terms])
  }
}

/** Every closed trade at the same bars, prices and lots, and final equity to a billionth. */
function agreement(
  { trades, equity, of }: PeerScene,
  peerName: string,
  answer: Readonly<Record<string, unknown>>,
): Agreement {
  const closed = trades.filter(({ exitRow }) => exitRow >= 0)
  const theirs = tradesIn(answer['trades'], Math.round(1 / of.instrument.tickSize))
  const at = closed.findIndex((trade, i) => !isSame(trade, theirs[i]))
  if (at >= 0 || theirs.length !== closed.length)
    return {
      wrong:
        `${theirs.length} trades for our ${closed.length}; the first other one is ` +
        `${JSON.stringify(theirs[at])} for ${JSON.stringify(closed[at])}`,
    }
  const told = answer['equity']
  if (told === null) return { peer: `${peerName}, equal trades` }
  if (Math.abs(Number(told) / equity - 1) <= 1e-9)
    return { peer: `${peerName}, equal trades and equity` }
  return { wrong: `equity of ${JSON.stringify(told)} for our ${equity}` }
}

type ToldTrade = Omit<PeerTrade, 'lots'> & { readonly lots: number | undefined }

/** Of numbers in fives; lots are `null` where a peer has none. */
function tradesIn(told: unknown, perUnit: number): readonly ToldTrade[] {
  if (!Array.isArray(told)) return []
  return Array.from({ length: Math.floor(told.length / 5) }, (_, i) => {
    const [entryRow, entry, exitRow, exit] = told.slice(5 * i, 5 * i + 4).map(Number)
    const lots: unknown = told[5 * i + 4]
    return {
      ...{ entryRow: entryRow ?? -1, entry: Math.round((entry ?? 0) * perUnit) },
      ...{ exitRow: exitRow ?? -1, exit: Math.round((exit ?? 0) * perUnit) },
      lots: lots === null ? undefined : Math.round(Number(lots)),
    }
  })
}

function isSame(ours: PeerTrade, theirs: ToldTrade | undefined): boolean {
  return (
    theirs?.entryRow === ours.entryRow &&
    theirs.entry === ours.entry &&
    theirs.exitRow === ours.exitRow &&
    theirs.exit === ours.exit &&
    (theirs.lots === undefined || theirs.lots === ours.lots)
  )
}
