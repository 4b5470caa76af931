import type { BenchRow, BenchSize } from './bench-row.ts'

/** Measures one thing, or a few that belong together. */
type Bench = (size: BenchSize) => Promise<readonly BenchRow[]>

/** Every bench by name, in the order of the table. Loaded only in the process that runs it. */
const benches: Readonly<Record<string, Bench>> = {
  'engine.bars': async (size) => [await (await import('./engine-bench.ts')).engineBars(size)],
  'engine.bars.busy': async (size) => [
    await (await import('./engine-bench.ts')).engineBarsBusy(size),
  ],
  'swarm.decisions': async (size) => [(await import('./swarm-bench.ts')).swarmDecisions(size)],
  'swarm.endurance': async (size) => [(await import('./endurance-bench.ts')).swarmEndurance(size)],
  'swarm.round': async (size) => (await import('./swarm-bench.ts')).swarmRound(size),
  'swarm.faults': async (size) => [(await import('./faults-bench.ts')).swarmFaults(size)],
  'swarm.live': async (size) => (await import('./swarm-live-bench.ts')).swarmLive(size),
  'agents.opinion': async (size) => (await import('./agents-bench.ts')).agentsOpinion(size),
  'risk.check': async (size) => (await import('./risk-bench.ts')).riskCheck(size),
  'risk.breaker': async (size) => [(await import('./breaker-bench.ts')).riskBreaker(size)],
  'risk.cost': async (size) => [await (await import('./risk-bench.ts')).riskCost(size)],
  'engine.interleaved': async (size) => [
    await (await import('./engine-bench.ts')).engineInterleaved(size),
  ],
  'features.batch': async (size) => (await import('./indicator-bench.ts')).featuresBatch(size),
  'features.ichimoku': async (size) => (await import('./indicator-bench.ts')).featuresStream(size),
  'features.microstructure': async (size) =>
    (await import('./microstructure-bench.ts')).featuresMicrostructure(size),
  'book.delta': async (size) => [await (await import('./book-bench.ts')).bookDelta(size)],
  'book.match': async (size) => [(await import('./match-bench.ts')).bookMatch(size)],
  'exchange.order': async (size) => [(await import('./order-bench.ts')).exchangeOrder(size)],
  'exchange.l2': async (size) => (await import('./l2-bench.ts')).exchangeL2(size),
  'desk.event-to-order': async (size) => (await import('./desk-bench.ts')).deskEventToOrder(size),
  'desk.trace': async (size) => (await import('./trace-bench.ts')).deskTrace(size),
  'journal.commits': async (size) => (await import('./journal-bench.ts')).journalCommits(size),
  'journal.replay': async (size) => (await import('./journal-bench.ts')).journalReplay(size),
  'journal.recovery': async (size) => (await import('./recovery-bench.ts')).journalRecovery(size),
  'backtest.command': async (size) => [
    await (await import('./command-bench.ts')).backtestCommand(size),
  ],
  'cli.help': async (size) => [await (await import('./command-bench.ts')).cliHelp(size)],
  'memory.bars': async (size) => [await (await import('./command-bench.ts')).memoryBars(size)],
  'memory.commit': async (size) => (await import('./memory-bench.ts')).memoryCommit(size),
  'memory.recall': async (size) => (await import('./recall-bench.ts')).memoryRecall(size),
  'memory.storm': async (size) => [await (await import('./storm-bench.ts')).memoryStorm(size)],
  'control.kill': async (size) => (await import('./kill-bench.ts')).controlKill(size),
  'exchange.wire': async (size) => (await import('./wire-bench.ts')).exchangeWire(size),
  'memory.commit.nats': async (size) =>
    (await import('./memory-nats-bench.ts')).memoryCommitNats(size),
  'bus.nats': async (size) => (await import('./bus-bench.ts')).busNats(size),
  'quant.garch': async (size) => (await import('./garch-bench.ts')).quantGarch(size),
  'quant.dcc': async (size) => (await import('./dcc-bench.ts')).quantDcc(size),
  'up.page': async (size) => [await (await import('./paper-bench.ts')).upPage(size)],
  'up.idle': async (size) => (await import('./paper-bench.ts')).upIdle(size),
  'quant.monte-carlo': async (size) =>
    (await import('./monte-carlo-bench.ts')).quantMonteCarlo(size),
  'quant.viterbi': async (size) => (await import('./regime-bench.ts')).quantViterbi(size),
  'quant.hmm-em': async (size) => (await import('./regime-bench.ts')).quantHmmEm(size),
  'sandbox.overhead': async (size) => (await import('./sandbox-bench.ts')).sandboxOverhead(size),
  'notice.path': async (size) => [await (await import('./notice-bench.ts')).noticePath(size)],
  'evolve.cycle': async (size) => [await (await import('./evolve-bench.ts')).evolveCycle(size)],
  'sweep.engine': async (size) => (await import('./sweep-bench.ts')).sweepEngine(size),
  'sweep.fast': async (size) => (await import('./sweep-bench.ts')).sweepFast(size),
  'peers.grademark': async (size) =>
    (await import('./peers-bench.ts')).besideEngine(size, 'grademark'),
  'peers.vectorbt': async (size) =>
    (await import('./peers-bench.ts')).besideEngine(size, 'vectorbt'),
  'peers.backtesting': async (size) =>
    (await import('./peers-bench.ts')).besideEngine(size, 'backtesting'),
  'peers.backtrader': async (size) =>
    (await import('./peers-bench.ts')).besideEngine(size, 'backtrader'),
  'peers.nautilus': async (size) =>
    (await import('./peers-bench.ts')).besideEngine(size, 'nautilus'),
  'quant.copula': async (size) => (await import('./copula-bench.ts')).quantCopula(size),
}

export const benchNames: readonly string[] = Object.keys(benches)

/** The rows of one bench, measured in this process. */
export async function runBench(name: string, size: BenchSize): Promise<readonly BenchRow[]> {
  const bench = benches[name]
  if (bench === undefined) throw new Error(`there is no bench ${name}`)
  return bench(size)
}
