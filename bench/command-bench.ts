import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { defined } from '../src/base/index.ts'
import { Catalog, generateMarket, type LoadedBars } from '../src/market/index.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { coinswarm, type Ended, inFolder, runNode } from './command.ts'
import { median, quantileOf } from './measure.ts'

/** `backtest` on a million bars of the catalog, from the start of the process to its exit. */
export async function backtestCommand(size: BenchSize): Promise<BenchRow> {
  const { market, note } = await millionBars(size)
  return inFolder(async (folder) => {
    const args = backtestOf(folder, defined(market[0], 'the market'))
    const first = await runNode(args)
    if (first.code !== 0) return failedRow('backtest.command', 's', lastLine(first))
    const { hash } = JSON.parse(first.stdout) as { readonly hash: string }
    return {
      name: 'backtest.command',
      unit: 's',
      hash,
      goal: '<= 2.5 s',
      note: `${note}; ${market[0]?.bars.length} bars, with all its controls`,
      ...(await besideBareNode(size === 'full' ? 15 : 1, 1, args)),
    }
  })
}

/** `--help`, timed on the bin. */
export async function cliHelp(size: BenchSize): Promise<BenchRow> {
  const args = coinswarm('--help')
  const first = await runNode(args)
  if (first.code !== 0) return failedRow('cli.help', 'ms', lastLine(first))
  return {
    name: 'cli.help',
    unit: 'ms',
    hash: createHash('sha256').update(first.stdout).digest('hex'),
    goal: '<= 250 ms',
    ...(await besideBareNode(size === 'full' ? 15 : 1, 1_000, args)),
  }
}

/** Peak memory of the whole `backtest` command on three million bars, against the bars alone. */
export async function memoryBars(size: BenchSize): Promise<BenchRow> {
  const rows = size === 'full' ? 3_000_000 : 30_000
  const [market] = generateMarket({ seed: 1, rows })
  return inFolder(async (folder) => {
    const args = backtestOf(folder, defined(market, 'the market'))
    const report = `${folder}/peak`
    const hook = `${folder}/tell-peak.mjs`
    writeFileSync(hook, tellPeak(report))
    const ran = await runNode(['--import', hook, ...args])
    if (ran.code !== 0) return failedRow('memory.bars', 'MB', lastLine(ran))
    const peak = Number(readFileSync(report, 'utf8')) / 1e6
    const own = (rows * 6 * 8) / 1e6
    const { hash } = JSON.parse(ran.stdout) as { readonly hash: string }
    return {
      name: 'memory.bars',
      value: peak,
      unit: 'MB',
      peer: 'the six columns of the bars alone',
      peerValue: own,
      ratio: own / peak,
      hash,
      status: 'measured',
      goal: '< 400 MB',
      note: `BTC of the generated market, seed 1; ${rows} bars; peak resident set of the command`,
    }
  })
}

/**
 * A module that writes the process's peak resident set, in bytes, as it exits. From the kernel's
 * own mark where there is one: what `resourceUsage` tells begins with the peak of its parent.
 */
function tellPeak(report: string): string {
  return `
    import { existsSync, readFileSync, writeFileSync } from 'node:fs'
    process.on('exit', () => {
      const status = '/proc/self/status'
      const text = existsSync(status) ? readFileSync(status, 'utf8') : ''
      const mark = /VmHWM:\\s+(\\d+)/.exec(text)
      const kibibytes = mark === null ? process.resourceUsage().maxRSS : Number(mark[1])
      writeFileSync(${JSON.stringify(report)}, String(kibibytes * 1024))
    })`
}

/** The command for `market`, once it stands in a catalog in `folder`. */
function backtestOf(folder: string, market: LoadedBars): readonly string[] {
  const { path } = new Catalog(`${folder}/catalog`).addBars(market)
  return coinswarm('backtest', '--json', '--desk', folder, '--bars', path)
}

/** By turns with a Node that does nothing: what no command can be quicker than. */
async function besideBareNode(
  count: number,
  perSecond: number,
  args: readonly string[],
): Promise<Omit<BenchRow, 'name' | 'unit' | 'hash'>> {
  const own: number[] = []
  const bare: number[] = []
  for (let n = 0; n < count; n += 1) {
    own.push((await runNode(args)).seconds * perSecond)
    bare.push((await runNode(['--eval', '0'])).seconds * perSecond)
  }
  return {
    value: median(own),
    peer: 'a Node that starts and exits',
    peerValue: median(bare),
    ratio: median(own.map((each, n) => (bare[n] as number) / each)),
    spread: [quantileOf(own, 0.1), quantileOf(own, 0.9)],
    best: quantileOf(own, 0),
    repetitions: count,
    status: quantileOf(bare, 0.9) <= 1.3 * quantileOf(bare, 0.1) ? 'measured' : 'inconclusive',
  }
}

function lastLine({ stdout, stderr }: Ended): string {
  return (stderr || stdout).trim().split('\n').at(-1) ?? ''
}
