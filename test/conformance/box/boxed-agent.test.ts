import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { afterEach, expect, it } from 'vitest'
import { bandReversion } from '../../../examples/band-reversion.ts'
import { donchianBreakout } from '../../../examples/donchian-breakout.ts'
import { quoteKeeper } from '../../../examples/quote-keeper.ts'
import type { AgentKind } from '../../../src/agents/index.ts'
import { uncounted } from '../../simulation/uncounted.ts'
import { backtest, type Desk, type RunResult, stateHash } from '../../../src/engine/index.ts'
import { boxedModule, openIsolate, type OpenIsolate } from '../../../src/evolution/index.ts'
import { generateMarket, type LoadedBars } from '../../../src/market/index.ts'
import { wideLimits } from '../../../src/risk/index.ts'
import { defaultCosts } from '../../../src/venue/index.ts'
import { boxedTrading } from './boxed-trading.ts'
import { remembering } from './remembering.ts'

const market = generateMarket({ seed: 5, rows: 12_000 })
const open: OpenIsolate[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.end()
})

async function boxed(file: string): Promise<AgentKind> {
  const isolate = await openIsolate(stripTypeScriptTypes(readFileSync(file, 'utf8')))
  open.push(isolate)
  return boxedModule(isolate).kind
}

type Run = RunResult & { readonly state: string }

function run(kind: AgentKind, of: readonly LoadedBars[], given: Record<string, unknown> = {}): Run {
  const seated = kind.seat(given)
  if (!seated.ok) throw new Error(seated.error)
  const setup = {
    ...{ seed: 11, agents: [seated.value], quorum: 1, limits: wideLimits, costs: defaultCosts },
    ...{ cash: 10_000_000_000_000n, rebalanceMin: 0.05 },
  }
  let state = ''
  const onEnd = (desk: Desk): void => {
    state = stateHash(desk)
  }
  return { ...backtest({ setup, market: of, onEnd }, uncounted).run, state }
}

const cases: readonly [string, AgentKind, string, Record<string, unknown>][] = [
  ['a channel', donchianBreakout, 'examples/donchian-breakout.ts', { entry: 24 }],
  ['a band', bandReversion, 'examples/band-reversion.ts', {}],
  ['a strategy', boxedTrading, 'test/conformance/box/boxed-trading.ts', {}],
  ['quotes', quoteKeeper, 'examples/quote-keeper.ts', {}],
  ['a mind', remembering, 'test/conformance/box/remembering.ts', {}],
  [
    'flags and choices',
    remembering,
    'test/conformance/box/remembering.ts',
    { isShy: true, how: 'band' },
  ],
]

it.each(cases)(
  '%s does in the box what it does natively, to the byte',
  async (_, kind, file, given) => {
    for (const shown of [market.slice(0, 1), market]) {
      const native = run(kind, shown, given)
      const inBox = run(await boxed(file), shown, given)
      expect(native.fills.length).toBeGreaterThan(5)
      expect(inBox.hash).toBe(native.hash)
      expect(inBox.state).toBe(native.state)
      expect(inBox.fills).toEqual(native.fills)
    }
  },
)
