import type { Command } from 'commander'
import type { CliContext } from './cli-context.ts'

/** One verb of the command line. Its file is loaded only when the verb is used. */
export type CommandRow = {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<(context: CliContext) => Command>
}

/**
 * Every verb, in the order of the help. To add one, write `foo.ts` beside this file with
 * `export function fooCommand(context: CliContext): Command`, and a row here.
 */
export const commandTable: readonly CommandRow[] = [
  {
    name: 'up',
    summary: 'run the desk on paper, with its page',
    load: async () => (await import('./up.ts')).upCommand,
  },
  {
    name: 'health',
    summary: 'say whether the desk here is alive and at work, for a watchdog',
    load: async () => (await import('./health.ts')).healthCommand,
  },
  {
    name: 'mode',
    summary: 'show the mode of a desk, or change it',
    load: async () => (await import('./mode.ts')).modeCommand,
  },
  {
    name: 'kill',
    summary: 'withdraw every order and sell what is held, at once',
    load: async () => (await import('./kill.ts')).killCommand,
  },
  {
    name: 'limits',
    summary: 'show the limits of a running desk, or change one',
    load: async () => (await import('./limits.ts')).limitsCommand,
  },
  {
    name: 'wake',
    summary: 'try again what hibernates, on a running desk',
    load: async () => (await import('./wake.ts')).wakeCommand,
  },
  {
    name: 'token',
    summary: 'let a program ask or command a desk: create, list, revoke',
    load: async () => (await import('./token.ts')).tokenCommand,
  },
  {
    name: 'api',
    summary: 'print what the HTTP API of a desk takes and answers',
    load: async () => (await import('./api.ts')).apiCommand,
  },
  {
    name: 'audit',
    summary: 'list, verify or export what people did to a desk',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  {
    name: 'notices',
    summary: 'list, acknowledge, silence or try what people are told of a desk',
    load: async () => (await import('./notices.ts')).noticesCommand,
  },
  {
    name: 'data',
    summary: 'import, check, list, fetch, export, record and show market data',
    load: async () => (await import('./data.ts')).dataCommand,
  },
  {
    name: 'backtest',
    summary: 'run agents over bars and judge the result',
    load: async () => (await import('./backtest.ts')).backtestCommand,
  },
  {
    name: 'sweep',
    summary: 'try many parameters of an agent, and see how steady the best is',
    load: async () => (await import('./sweep.ts')).sweepCommand,
  },
  {
    name: 'swarm',
    summary: 'run a whole swarm over bars, and see who decides on what and by what right',
    load: async () => (await import('./swarm.ts')).swarmCommand,
  },
  {
    name: 'memory',
    summary: 'search what is remembered of decisions and outcomes, and what it teaches',
    load: async () => (await import('./memory.ts')).memoryCommand,
  },
  {
    name: 'strategy',
    summary: 'ask what is true of the strategies of a desk',
    load: async () => (await import('./strategy.ts')).strategyCommand,
  },
  {
    name: 'nulls',
    summary: 'test a strategy against nulls, and look for bias',
    load: async () => (await import('./nulls.ts')).nullsCommand,
  },
  {
    name: 'gate',
    summary: 'put the best of some parameters to every question of research',
    load: async () => (await import('./gate.ts')).gateCommand,
  },
  {
    name: 'walkforward',
    summary: 'choose parameters on one stretch of data, and try them on the next',
    load: async () => (await import('./walkforward.ts')).walkforwardCommand,
  },
  {
    name: 'experiment',
    summary: 'test a claim that was registered before: two arms on the same data',
    load: async () => (await import('./experiment.ts')).experimentCommand,
  },
  {
    name: 'soundness',
    summary: 'look at a strategy from seven sides; without it none leaves paper',
    load: async () => (await import('./soundness.ts')).soundnessCommand,
  },
  {
    name: 'exchange',
    summary: "serve a simulated exchange in a venue's dialect",
    load: async () => (await import('./exchange.ts')).exchangeCommand,
  },
  {
    name: 'replay',
    summary: 'run a journal again and compare states',
    load: async () => (await import('./replay.ts')).replayCommand,
  },
  {
    name: 'reality-gap',
    summary: "compare a desk's fills with the recorded market's",
    load: async () => (await import('./reality-gap.ts')).realityGapCommand,
  },
  {
    name: 'report',
    summary: 'tear sheets of runs and desks, and papers for tax and compliance',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'journal',
    summary: 'verify, export or migrate the journal',
    load: async () => (await import('./journal.ts')).journalCommand,
  },
  {
    name: 'db',
    summary: 'keep the record in PostgreSQL as well: migrate, status, follow',
    load: async () => (await import('./db.ts')).dbCommand,
  },
  {
    name: 'backup',
    summary: 'put a desk into one encrypted file',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: 'make the folder of a desk out of a backup',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'vault',
    summary: 'keep keys of venues, encrypted, and ask what they may do',
    load: async () => (await import('./vault.ts')).vaultCommand,
  },
  {
    name: 'agents',
    summary: 'list the agents that ship, with their parameters',
    load: async () => (await import('./agents.ts')).agentsCommand,
  },
  {
    name: 'indicators',
    summary: 'list the indicators, or read one over bars',
    load: async () => (await import('./indicators.ts')).indicatorsCommand,
  },
  {
    name: 'sources',
    summary: 'show what is known beside the market, how old it is, and what abstains',
    load: async () => (await import('./sources.ts')).sourcesCommand,
  },
  {
    name: 'node',
    summary: 'run one role of a fleet as a process of its own: a manager of the memory',
    load: async () => (await import('./node.ts')).nodeCommand,
  },
  {
    name: 'mcp',
    summary: 'let a model read the desk and run research, by MCP',
    load: async () => (await import('./mcp.ts')).mcpCommand,
  },
  {
    name: 'venues',
    summary: 'list what each venue can guarantee a live desk',
    load: async () => (await import('./venues.ts')).venuesCommand,
  },
  {
    name: 'doctor',
    summary: 'say what is wrong with this installation and how to mend it',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'bench',
    summary: 'measure the speed of this program on this machine',
    load: async () => (await import('./bench.ts')).benchCommand,
  },
  {
    name: 'config',
    summary: 'show every setting with its value and where it came from',
    load: async () => (await import('./config.ts')).configCommand,
  },
]
