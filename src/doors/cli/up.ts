import path from 'node:path'
import { Command, Option } from 'commander'
import {
  type Configuration,
  DelayedFeed,
  type DeskFeed,
  intervalUsOf,
  keyUseListener,
  PaperDesk,
  PlanGovernor,
  watchDesk,
  repeatEvery,
  setupOf,
  sourcesIn,
  swarmSeats,
} from '../../app/index.ts'
import { liveClock, liveStopwatch } from '../../kernel/index.ts'
import type { DeskServer } from '../http/create-desk-server.ts'
import { requireFreePort } from '../http/require-free-port.ts'
import { settingOf } from './agent-options.ts'
import type { CliContext } from './cli-context.ts'
import { tellLive } from './up-live.ts'
import { openNotices, UpNotices } from './open-notices.ts'
import { watchLauncher } from './launcher-watch.ts'
import { chooseKey } from './vault-passphrase.ts'
import { withLog } from './up-log.ts'
import { UpControls } from './up-controls.ts'
import { openBeside } from './up-beside.ts'
import { startDaily } from './up-daily.ts'
import { watchersOf } from './up-metrics.ts'
import { hasPage, openPage, pageHost } from './up-page.ts'
import { recordMarket } from './up-record.ts'
import { deskLine, tradingLines } from './up-text.ts'
import {
  atTestNetwork,
  flagsOf,
  isFile,
  marketsOf,
  refuseContradictions,
  rehearsalOf,
  type UpOptions,
} from './up-options.ts'
import { version } from './version.ts'

const example = 'coinswarm up --venue binance --rehearse http://127.0.0.1:8799 --interval 1s'

/** `coinswarm up`: runs the desk on paper, with its page. */
export function upCommand(context: CliContext): Command {
  return new Command('up')
    .description('Run the desk: real or made-up bars, simulated fills or a rehearsal, a live page.')
    .option('--market <source...>', 'generated, scenario:NAME, kraken, or files of bars')
    .option('--venue <name>', "live public bars of any venue ccxt knows; see 'coinswarm venues'")
    .option('--rehearse <url>', "orders too go there: to 'coinswarm exchange' on this machine")
    .option('--testnet', "orders too go to the venue's own test network, with --rehearsal-keys")
    .option('--rehearsal-keys <file>', 'a key and its secret, a line each (default: demo)')
    .option('--key <name>', "a key of the vault instead; see 'coinswarm vault'")
    .option('--passphrase-file <file>', 'opens the vault (mode 0600); asked for otherwise')
    .option('--adopt <reason>', 'take what the account holds besides the books as it is')
    .option('--dead-man <seconds>', 'the venue cancels everything after such a silence')
    .option('--interval <length>', 'bars of a venue: 1m, or as short as 1s (default: 1m)')
    .option('--paper', 'simulated fills, no key needed (what it does unless told otherwise)')
    .option('--live', 'real orders: says what stands in the way, and refuses')
    .option('--override <name>', 'with --live: waves a check through, if none of safety', listed)
    .option('--reason <text>', 'why, one for each --override', listed)
    .option('--speed <n>', 'times real time for recorded and made-up markets, or max')
    .option('--headless', 'no page')
    .option('--port <n>', 'port of the page (default: 8787)')
    .option('--agent <name...>', 'agents by name or file (default: those of the settings)')
    .option('--seed <n>', 'seed of everything drawn by chance (default: 1)')
    .option('--record', "write the venue's trades, quotes and books into the catalog")
    .option('--record-max <GB>', 'most that recordings may take (default: 5); the oldest go first')
    .addOption(new Option('--log <form>', 'what is said on stderr').choices(['text', 'json']))
    .option('--exit', 'stop when the market ends, instead of keeping the page up')
    .addHelpText('after', `\nExamples:\n  coinswarm up --market generated --speed 60\n  ${example}`)
    .action((options: UpOptions) => run(context, atTestNetwork(options)))
}

/** An option that may be given more than once. */
function listed(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word]
}

async function run(context: CliContext, options: UpOptions): Promise<void> {
  refuseContradictions(options)
  if (options.live === true) return tellLive(context, options)
  const configuration = await context.configuration(flagsOf(options))
  await withLog(context, { configuration, isJson: options.log === 'json' }, (logged) =>
    runDesk(logged, options, configuration),
  )
}

async function runDesk(
  context: CliContext,
  options: UpOptions,
  configuration: Configuration,
): Promise<void> {
  const told = openNotices(context, configuration)
  const desk = await openDesk(context, options, configuration)
  const shown = configuration.values.display.isEmotionless ? new DelayedFeed(desk) : desk
  const interruption = context.interruption()
  const controls = new UpControls(context, desk, options, configuration)
  const recorder = recordMarket(context, configuration, desk)
  const watch = watchDesk({
    desk,
    settings: configuration.values.breakers,
    url: desk.snapshot().desk.exchangeUrl,
    clock: liveClock,
    onNote: context.note,
  })
  const governor = PlanGovernor.open({
    ...{ desk, folder: context.deskFolder, isOn: configuration.values.memory.isGoverned },
    ...{ stopwatch: liveStopwatch, onNote: context.note },
  })
  const daily = startDaily(context, configuration.values, { desk, governor })
  const notices = new UpNotices(desk, told)
  let server: DeskServer | undefined
  let beside: Awaited<ReturnType<typeof openBeside>> | undefined
  try {
    const page = { feed: shown, control: desk.control }
    server = await openPage(context, options, configuration, page, recorder)
    beside = await openBeside(context, configuration, { desk, feed: shown, notices: told })
    context.print(`desk: ${context.deskFolder}, ${desk.instruments.join(', ')}`)
    for (const line of tradingLines(desk.snapshot().desk)) context.print(line)
    if (server !== undefined) offerLinks(context, server)
    const until = untilStopped(context, desk, options, { interruption, controls, shown })
    await notices.watching(until)
  } finally {
    controls.close()
    await beside?.stop()
    await watch?.stop()
    await daily.stop()
    governor?.stop()
    await server?.close()
    await desk.standDown()
    desk.stop()
    controls.end()
    await recorder?.stop()
    await notices.close()
  }
  const last = shown.snapshot()
  context.print(`stopped: ${deskLine(last)}`)
  context.json({ command: 'up', trading: last.desk.trading, status: last.status })
}

/** Prints a link to the page, and another one whenever Enter is pressed. */
function offerLinks(context: CliContext, server: DeskServer): void {
  context.print(`page: ${server.newUrl()}`)
  if (!process.stdin.isTTY) return
  context.note('press Enter for another link, Ctrl-C to stop')
  process.stdin.on('data', () => context.print(`page: ${server.newUrl()}`))
  process.stdin.unref()
}

/** When the first line of what is happening comes, and how far the others are apart. */
const soonUs = 2_000_000
const pulseUs = 10_000_000

/** What a desk runs amid. */
type Around = {
  readonly interruption: AbortSignal
  readonly controls: UpControls
  /** What its people see of it. */
  readonly shown: DeskFeed
}

/** Runs until Ctrl-C, or with `--exit` until the market ends; tells now and then how it goes. */
async function untilStopped(
  context: CliContext,
  desk: PaperDesk,
  options: UpOptions,
  { interruption, controls, shown }: Around,
): Promise<void> {
  const running = desk.start()
  const commanded = controls.open()
  const tell = (): void => context.note(deskLine(shown.snapshot()))
  const soon = liveClock.after(soonUs, tell)
  const pulse = repeatEvery(liveClock, pulseUs, tell)
  const interrupted = new Promise<void>((resolve) => {
    if (interruption.aborted) resolve()
    interruption.addEventListener('abort', () => resolve(), { once: true })
  })
  const launcher = watchLauncher()
  const isAlone = options.exit === true || options.headless === true
  const finished = isAlone ? desk.finished : interrupted
  const tellEnd = async (): Promise<void> => {
    await desk.finished
    soon()
    pulse()
    if (isAlone || interruption.aborted) return
    tell()
    context.note('the market has ended and the desk stays as it is; Ctrl-C stops it')
  }
  void tellEnd()
  try {
    await Promise.race([commanded, running])
    await Promise.race([running, interrupted, finished, launcher.gone])
  } finally {
    soon()
    pulse()
    launcher.stop()
  }
}

/**
 * Opens the desk of a folder with the words of a command line.
 *
 * @param dismiss - Who takes over from one that hung: it goes on as it was begun, without agents.
 */
export async function openDesk(
  context: CliContext,
  options: UpOptions,
  { values, origins }: Configuration,
  dismiss?: { readonly actor: string; readonly reason: string },
): Promise<PaperDesk> {
  const { speed, source, instruments } = values.market
  const sources = sourcesIn(values)
  const keys = await chooseKey(options, context.deskFolder)
  const rehearsal = rehearsalOf(options, keys)
  const onKeyUse = options.key === undefined ? undefined : keyUses(context, options.key)
  const areSeatsDefault = options.agent === undefined && origins['agents'] === 'default'
  const seats =
    areSeatsDefault && values.swarm.isOn
      ? swarmSeats(sources !== undefined)
      : seatsIn(options, values)
  return PaperDesk.open({
    folder: context.deskFolder,
    choice: {
      market: marketsOf(options, source).map((of) => (isFile(of) ? path.resolve(of) : of)),
      instruments,
      speed: speed === 'max' ? 0 : speed,
      seed: values.desk.seed,
      clock: liveClock,
      intervalUs: options.interval === undefined ? undefined : intervalUsOf(options.interval),
      venueUrl: rehearsal?.url,
      onNote: context.note,
    },
    rehearsal: rehearsal === undefined ? undefined : { ...rehearsal, onKeyUse },
    adopt: options.adopt,
    isEmotionless: values.display.isEmotionless,
    operating: values.operating,
    stopwatch: liveStopwatch,
    ...watchersOf(context, values),
    dismiss,
    seats,
    areSeatsDefault,
    setup: (agents) => setupOf(values, agents, { hasSources: sources !== undefined }),
    sources,
    segmentBytes: values.journal.segmentBytes,
    snapshotEvery: values.journal.snapshotEvery,
    clock: liveClock,
    version: version(),
    onNote: context.note,
    beforeWriting: async () => {
      if (hasPage(options, values)) await requireFreePort(values.http.port, pageHost)
    },
  })
}

/** Who a person named, on the command line or in the settings. */
function seatsIn(
  { agent }: UpOptions,
  { agents }: Configuration['values'],
): ReturnType<typeof swarmSeats> {
  return (agent ?? agents.map(({ name }) => name)).map((from, i) => ({
    // A file is found again at the next start, wherever that is made from.
    from: isFile(from) ? path.resolve(from) : from,
    parameters: settingOf(from, i, agents)?.parameters ?? {},
  }))
}

/** That a key is used is in the audit before it is. */
function keyUses(context: CliContext, key: string): ReturnType<typeof keyUseListener> {
  const { deskFolder: folder, note: onNote } = context
  return keyUseListener({ folder, clock: liveClock, onNote }, key)
}
