import type { Agent } from '../agents/index.ts'
import { HardCaps, type OrderGateway } from '../execution/index.ts'
import type { ColumnsBeside } from '../features/index.ts'
import type { TickTape } from '../market/index.ts'
import {
  BarExchange,
  BookExchange,
  DelayedExchange,
  type DeskExchange,
  type MarketFrictions,
} from '../venue/index.ts'
import type { DeskProbe } from './desk-probe.ts'
import type { DeskSetup } from './desk-setup.ts'
import { RemoteExchange } from './remote-exchange.ts'

/** Whoever keeps the strategies of a desk: what was promoted lately, and what was before. */
export interface ChampionPort {
  /** When the champion of now was promoted; 0 when it always was. Unit: us. */
  readonly promotedTs: number
  /** Puts the one before back, at once. @returns Whether there was one. */
  restore(reason: string): boolean
}

/** Where versions of a strategy come from. */
export interface ChampionSource {
  /** A version as an agent. Every version that a journal names is there before it is run again. */
  agentOf(version: string): Agent
  /** Why a version cannot be asked any more; `undefined` while it can. */
  faultOf(version: string): string | undefined
}

/** What a desk finds around it. */
export type DeskSurroundings = {
  /** Recorded markets, by instrument, for `costs.matching` = `book` to match in. */
  readonly tapes?: readonly (TickTape | undefined)[] | undefined
  /** What is known beside the bars of each instrument: whole, or growing with them. */
  readonly outside?: readonly (ColumnsBeside | undefined)[] | undefined
  /** The way to a distant venue; a simulated exchange is used without one. */
  readonly gateway?: OrderGateway | undefined
  /** Who can put the strategies of before back. */
  readonly champion?: ChampionPort | undefined
  /** Where versions of a strategy come from that follow each other while the desk runs. */
  readonly champions?: ChampionSource | undefined
  /** Asked before agents are: whether they may be. They always are without it. */
  readonly mayConsult?: (() => boolean) | undefined
  /** Who looks into the desk as it works. */
  readonly probe?: DeskProbe | undefined
  /** Bars by which market orders reach the simulated exchange later: for nulls of a backtest. */
  readonly delayBars?: number | undefined
  /** How the simulated exchange gives way where bars fill orders: for capitals of a backtest. */
  readonly gives?: MarketFrictions | undefined
}

/**
 * Where orders go: over a gateway, or to an exchange in the desk itself.
 *
 * @param cash - What the desk's books hold of the quote currency, minor units.
 */
export function exchangeOf(
  setup: DeskSetup,
  surroundings: DeskSurroundings,
  cash: () => bigint,
): DeskExchange {
  const { gateway, delayBars = 0 } = surroundings
  if (gateway !== undefined) return new RemoteExchange(gateway)
  const simulated = simulatedOf(setup, surroundings, cash)
  if (delayBars === 0) return simulated
  return new DelayedExchange(simulated, setup.instruments.length, delayBars)
}

function simulatedOf(
  setup: DeskSetup,
  { tapes, gives }: DeskSurroundings,
  cash: () => bigint,
): DeskExchange {
  if (setup.costs.matching === 'book') return new BookExchange({ ...setup, tapes })
  return new BarExchange({ ...setup, gives, cash })
}

export function capsOf({ guard, instruments, cash }: DeskSetup): HardCaps | undefined {
  return guard === undefined ? undefined : new HardCaps(guard.caps, instruments, cash)
}
