import { inTether } from '../../bench/bench-market.ts'
import type { SwarmRun } from '../../src/app/index.ts'
import { windowLines } from '../../src/doors/index.ts'
import { micros } from '../../src/domain/index.ts'
import { loadMarket } from '../../src/market/index.ts'
import { deviation, mean, studentTQuantile } from '../../src/quant/index.ts'
import { formatSignedPercent } from '../../src/research/index.ts'
import { table } from '../markdown-table.ts'
import { hourFile, recordedCoins } from './recorded-coins.ts'
import { linkRecordedSources } from './recorded-sources.ts'
import { broughtFrom, inFolder, swarmOver } from './swarm-over.ts'
import { agentTable, fenced, story } from './swarm-tables.ts'

const seeds: readonly number[] = [1, 2, 3, 4, 5, 6]
const windows = 8
/** Whatever there is of Bitcoin and Ether. */
const [longFrom, longTo] = [micros(0), micros(Date.UTC(2026, 0, 1) * 1_000)]

/** Everything that `docs/swarm-with-sources.md` says in numbers. */
export async function moatTables(): Promise<string> {
  const sources = inFolder(linkRecordedSources)
  const coins = (await recordedCoins()).filter(({ instrument }) =>
    instrument.id.endsWith('.BINANCE'),
  )
  const outside = await broughtFrom(sources, coins)
  const runs = seeds.map((seed) => ({
    seed,
    beside: told(swarmOver(coins, { outside, windows, seed }), `with sources, seed ${seed}`),
    alone: told(swarmOver(coins, { windows, seed }), `without, seed ${seed}`),
  }))
  const long = await loadMarket([hourFile('btc'), hourFile('eth')], { from: longFrom, to: longTo })
  const both = long.map(inTether)
  const ofBoth = swarmOver(both, { outside: await broughtFrom(sources, both), windows })
  return [
    '### Fourteen coins, October 2020 to October 2022, by the hour\n',
    ...runs.slice(0, 1).flatMap(({ beside }) => whole(beside)),
    '### With and without sources, by six seeds\n',
    seedTable(runs),
    differences(runs),
    '### Bitcoin and Ether, August 2017 to June 2025, by the hour\n',
    ...whole(ofBoth),
  ].join('\n')
}

type Pair = { readonly seed: number; readonly beside: SwarmRun; readonly alone: SwarmRun }

function told(run: SwarmRun, what: string): SwarmRun {
  process.stderr.write(`${what}: ${formatSignedPercent(returnOf(run))}\n`)
  return run
}

/** A run: what it came to, what its moat learners did, what researchers found, its windows. */
function whole(run: SwarmRun): readonly string[] {
  const { swarm, windows: parts } = run
  const { tests = 0, found = 0, findings = [] } = swarm.research ?? {}
  return [
    story(run),
    agentTable(swarm, ({ agent }) => agent.startsWith('moat-learner')),
    `Agents that have shown help: ${helpers(run)} of ${swarm.agents.length}. Researchers did ` +
      `${tests.toLocaleString('en-US')} tests and found ${found} leads.\n`,
    ...findings.slice(0, 10).map(({ sentence }) => `- ${sentence}`),
    ...(findings.length === 0 ? [] : ['']),
    ...fenced(windowLines(parts, swarm.agents.length)),
  ]
}

function helpers({ swarm }: SwarmRun): number {
  return swarm.agents.filter(({ isUnproven }) => !isUnproven).length
}

function returnOf({ judged }: SwarmRun): number {
  return judged.metrics.curve.returnPct
}

function tradesOf({ judged }: SwarmRun): number {
  return judged.metrics.trades.count
}

function seedTable(runs: readonly Pair[]): string {
  const head = ['seed', 'with sources', 'trades', 'shown help', 'without', 'trades', 'shown help']
  const rows = runs.map(({ seed, beside, alone }) => [
    String(seed),
    ...[beside, alone].flatMap((run) => [
      ...[formatSignedPercent(returnOf(run)), String(tradesOf(run)), String(helpers(run))],
    ]),
    formatSignedPercent(returnOf(beside) - returnOf(alone)),
  ])
  return table([...head, 'difference'], rows)
}

/** What sources bring in the mean, with its interval: by pairs, of one seed each. */
function differences(runs: readonly Pair[]): string {
  const values = Float64Array.from(runs, ({ beside, alone }) => returnOf(beside) - returnOf(alone))
  const [middle, spread] = [mean(values) ?? 0, deviation(values) ?? 0]
  const n = values.length
  const reach = (studentTQuantile(0.975, n - 1) * spread) / Math.sqrt(n)
  const [low, high] = [middle - reach, middle + reach]
  const shown = low > 0 ? 'they helped' : high < 0 ? 'they cost' : 'nothing is shown either way'
  return (
    `The mean difference is ${formatSignedPercent(middle)}, 95 % interval ${formatSignedPercent(low)} to ` +
    `${formatSignedPercent(high)}: ${shown}.\n`
  )
}
