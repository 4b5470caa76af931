import { Command } from 'commander'
import {
  type DialectName,
  dialectNames,
  readFaultPlan,
  ServedExchange,
  type ServedExchangeOptions,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { krakenLeverageMax, type WireCustomer, wireRights } from '../../venue/index.ts'
import { serveExchange } from '../wire/serve-exchange.ts'
import type { CliContext } from './cli-context.ts'
import { calibrateCommand } from './exchange-calibrate.ts'
import { tellExchangeErrors } from './exchange-errors.ts'
import { exchangeHint } from './exchange-text.ts'
import { interrupted } from './interruption.ts'
import { wholeNumber } from './option-number.ts'

type Options = {
  readonly dialect: string
  readonly port: string
  readonly host: string
  readonly market: readonly string[]
  readonly speed: string
  readonly seed: string
  readonly state?: string
  readonly account?: readonly string[]
  readonly fees?: string
  readonly rateLimits: string
  readonly leverage?: string
  readonly faults?: string
  readonly errors?: boolean
}

/** `coinswarm exchange`: serves the simulated exchange in a venue's dialect. */
export function exchangeCommand(context: CliContext): Command {
  return new Command('exchange')
    .description("Serve a simulated exchange over a real venue's REST and WebSocket.")
    .option('--dialect <name>', 'binance or kraken', 'binance')
    .option('--port <n>', 'port, or 0 for any free one', '8799')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--market <source...>', 'generated, or files of bars or trades', ['generated'])
    .option('--speed <n>', 'times real time', '1')
    .option('--seed <n>', 'seed of everything drawn by chance', '1')
    .option('--state <file>', 'where its state is kept, or none (default: in the desk folder)')
    .option(
      '--account <key:secret:amount:rights...>',
      'more accounts, with what they hold of every quote currency (default: 100000), and what ' +
        `their keys may do: ${Object.keys(wireRights).join(', ')} (default: trade)`,
    )
    .option('--fees <maker,taker>', "in basis points (default: the venue's first tier)")
    .option('--rate-limits <on|off>', "whether the venue's limits hold", 'on')
    .option('--leverage <n>', 'what every account may borrow for, on Kraken (default: nothing)')
    .option(
      '--faults <file>',
      'what goes wrong, there and on the way, as JSON: see docs/simulated-exchange.md',
    )
    .option('--errors', 'print what each venue answers when it declines, and serve nothing')
    .addHelpText('after', '\nExample:\n  coinswarm exchange --dialect kraken --market generated')
    .addCommand(calibrateCommand(context))
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  if (options.errors === true) return tellExchangeErrors(context)
  const { host } = options
  const port = wholeNumber(options.port, '--port', 65_535)
  const interruption = context.interruption()
  const served = await ServedExchange.open(settingsOf(context, options))
  const living = await serveExchange({ served, clock: liveClock, host, port })
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${living.port}`
  const instruments = served.source.listings.map(({ instrument }) => instrument.id)
  const isDemo = isLoopback(host)
  context.print(`exchange: ${url}, ${options.dialect}, ${instruments.join(', ')}`)
  context.print(`market: ${served.source.label}; nothing here is real money`)
  if (options.faults !== undefined) context.print(`faults: as ${options.faults} says`)
  if (isDemo) context.print('account: key demo, secret demo')
  else if (options.account === undefined)
    context.note('nobody can trade here: the demo account is for this machine; give --account')
  for (const line of exchangeHint(served.dialect.name, url, instruments[0] ?? ''))
    context.print(line)
  context.json({
    command: 'exchange',
    dialect: options.dialect,
    url,
    port: living.port,
    market: served.source.label,
    instruments,
  })
  try {
    await Promise.race([living.failure, interrupted(interruption)])
  } finally {
    await living.close()
  }
  context.print('stopped')
}

function settingsOf(context: CliContext, options: Options): ServedExchangeOptions {
  const { dialect, host, market, state, rateLimits } = options
  const name: DialectName | undefined = dialectNames.find((each) => each === dialect)
  if (name === undefined)
    throw new UserError('usage', `--dialect must be binance or kraken; was '${dialect}'.`)
  if (rateLimits !== 'on' && rateLimits !== 'off')
    throw new UserError('usage', `--rate-limits must be on or off; was '${rateLimits}'.`)
  const speed = Number(options.speed)
  if (!(speed > 0 && speed <= 10_000))
    throw new UserError(
      'usage',
      `--speed must be above 0 and at most 10000; was '${options.speed}'.`,
    )
  const given = (options.account ?? []).map(readAccount)
  const demo = { key: 'demo', secret: 'demo', units: demoUnits }
  return {
    dialect: name,
    market,
    speed,
    seed: wholeNumber(options.seed, '--seed', Number.MAX_SAFE_INTEGER),
    // Everybody knows the demo key, so nobody from outside may find it.
    customers:
      isLoopback(host) && given.every(({ key }) => key !== 'demo') ? [demo, ...given] : given,
    fees: options.fees === undefined ? undefined : readFees(options.fees),
    isLimited: rateLimits === 'on',
    leverage: options.leverage === undefined ? undefined : readLeverage(options.leverage, name),
    stateFile:
      state === 'none' ? undefined : (state ?? `${context.deskFolder}/exchange-${name}.json`),
    now: liveClock.now(),
    faults: options.faults === undefined ? undefined : readFaultPlan(options.faults),
  }
}

/** Units of every quote currency an account begins with unless another amount is given. */
const demoUnits = 100_000

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function readAccount(text: string): WireCustomer {
  const match = /^([\w.-]{1,128}):([^:\s]{1,256})(?::(\d{1,9}))?(?::([a-z-]{1,16}))?$/.exec(text)
  const [, key = '', secret = '', units, word = 'trade'] = match ?? []
  const rights = Object.hasOwn(wireRights, word) ? wireRights[word] : undefined
  if (match === null || rights === undefined)
    throw new UserError(
      'usage',
      '--account must be key:secret, key:secret:AMOUNT or key:secret:AMOUNT:RIGHTS, with rights of ' +
        `${Object.keys(wireRights).join(', ')}.`,
    )
  return { key, secret, units: units === undefined ? demoUnits : Number(units), rights }
}

function readLeverage(text: string, dialect: DialectName): number {
  if (dialect !== 'kraken') throw new UserError('usage', '--leverage needs --dialect kraken.')
  const leverage = wholeNumber(text, '--leverage', krakenLeverageMax)
  if (leverage < 2) throw new UserError('usage', '--leverage must be 2 or more.')
  return leverage
}

function readFees(text: string): { makerPpm: number; takerPpm: number } {
  const match = /^(-?\d{1,4}(?:\.\d{1,2})?),(-?\d{1,4}(?:\.\d{1,2})?)$/.exec(text)
  if (match === null)
    throw new UserError('usage', `--fees must be two numbers such as 10,20; was '${text}'.`)
  const [makerPpm = 0, takerPpm = 0] = match.slice(1).map((bps) => Math.round(Number(bps) * 100))
  return { makerPpm, takerPpm }
}
