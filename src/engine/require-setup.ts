import { assert, type Result } from '../base/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { guardJson } from './guard-rules.ts'
import { parseCosts, parseGuard, parseLimits, parseWindDown } from './parse-guard.ts'

/**
 * Crashes on a setup from which anything is missing that new risk is measured by: a desk without a
 * limit does not start. Who reads settings or a journal has declined such a one before.
 */
export function requireSetup(setup: DeskSetup): void {
  const { limits, costs, guard, windDown, quorum, rebalanceMin, cash } = setup
  require(parseLimits({ ...limits }, true))
  require(parseCosts({ ...costs }))
  if (guard !== undefined) require(parseGuard(guardJson(guard)))
  if (windDown !== undefined) require(parseWindDown({ ...windDown }))
  assert(quorum >= 1, `a quorum must be 1 or more, was ${quorum}`)
  assert(rebalanceMin >= 0, `rebalanceMin must be from 0 up, was ${rebalanceMin}`)
  assert(cash >= 0n, `cash must be from 0 up, was ${cash}`)
}

function require(parsed: Result<unknown>): void {
  assert(parsed.ok, parsed.ok ? '' : `a desk cannot start: ${parsed.error}`)
}
