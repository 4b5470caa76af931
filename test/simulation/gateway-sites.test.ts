// @module-tag long

import { expect, it } from 'vitest'
import { runGateway } from './gateway-run.ts'
import { KillSites } from './kill-sites.ts'

/** Seeds in which sites are looked for. */
const seeds = 24

/**
 * Visits of each site at which power is cut, one run each: many on a desk with one agent to which
 * nobody comes, which takes less time, and fewer at sites that only a whole one passes.
 */
const searches = [
  { isAlone: true, visitsMax: 5 },
  { isAlone: false, visitsMax: 2 },
] as const

type Known = { readonly seed: number; readonly visits: number; readonly isAlone: boolean }

/** Every site that is ever passed, and a seed that passes it often. */
async function knownSites(): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>()
  for (const { isAlone, visitsMax } of searches)
    for (let seed = 1; seed <= seeds; seed += 1) {
      const sites = new KillSites()
      await runGateway(seed, { sites, isAlone })
      for (const [site, passed] of sites.visits) {
        const visits = Math.min(passed, visitsMax)
        if ((known.get(site)?.visits ?? 0) < visits) known.set(site, { seed, visits, isAlone })
      }
    }
  return known
}

it('loses nothing wherever power is cut: every site, on each of its first visits', async () => {
  const known = await knownSites()
  const killed = new Set<string>()
  let runs = 0
  for (const [site, { seed, visits, isAlone }] of known)
    for (let visit = 1; visit <= visits; visit += 1) {
      const sites = new KillSites(site, visit)
      // Throws when what the desk believes does not become what the exchange has.
      await runGateway(seed, { sites, isAlone })
      runs += 1
      if (sites.hasKilled) killed.add(site)
    }
  expect([...killed].sort()).toEqual([...known.keys()].sort())
  expect([...killed].sort()).toMatchInlineSnapshot(`
    [
      "after answer account",
      "after answer ambiguous",
      "after answer done",
      "after answer found",
      "after answer missing",
      "after answer refused",
      "after answer throttled",
      "after disk allocate desk/audit/spare",
      "after disk allocate desk/journal/spare",
      "after disk make desk/anchor",
      "after disk make desk/audit",
      "after disk make desk/audit-anchor",
      "after disk make desk/journal",
      "after disk make desk/strategies",
      "after disk make desk/strategies/sources",
      "after disk read desk/anchor/head.json",
      "after disk read desk/audit-anchor/head.json",
      "after disk read desk/audit/N.seg",
      "after disk read desk/journal/N.seg",
      "after disk read desk/strategies/registry.record",
      "after disk read desk/strategies/sources/ID.ts",
      "after disk rename desk/audit/N.seg",
      "after disk rename desk/journal/N.seg",
      "after disk rename desk/strategies/sources/ID.ts",
      "after disk sync desk/anchor/head.json",
      "after disk sync desk/audit-anchor/head.json",
      "after disk sync desk/audit/spare",
      "after disk sync desk/journal/N.seg",
      "after disk sync desk/journal/spare",
      "after disk sync desk/strategies/registry.record",
      "after disk sync desk/strategies/sources/ID.ts.next",
      "after disk sync-folder desk/anchor",
      "after disk sync-folder desk/audit",
      "after disk sync-folder desk/audit-anchor",
      "after disk sync-folder desk/journal",
      "after disk sync-folder desk/strategies/sources",
      "after disk truncate desk/audit/spare",
      "after disk truncate desk/journal/N.seg",
      "after disk truncate desk/journal/spare",
      "after disk truncate desk/strategies/sources/ID.ts.next",
      "after disk write desk/anchor/head.json",
      "after disk write desk/audit-anchor/head.json",
      "after disk write desk/audit/spare",
      "after disk write desk/journal/spare",
      "after disk write desk/strategies/registry.record",
      "after disk write desk/strategies/sources/ID.ts.next",
      "after news fill",
      "after news state",
      "after send account",
      "after send amend",
      "after send cancel",
      "after send dead-man",
      "after send look-up",
      "after send place",
      "before answer account",
      "before answer ambiguous",
      "before answer done",
      "before answer found",
      "before answer missing",
      "before answer refused",
      "before answer throttled",
      "before disk allocate desk/audit/spare",
      "before disk allocate desk/journal/spare",
      "before disk make desk/anchor",
      "before disk make desk/audit",
      "before disk make desk/audit-anchor",
      "before disk make desk/journal",
      "before disk make desk/strategies",
      "before disk make desk/strategies/sources",
      "before disk read desk/anchor/head.json",
      "before disk read desk/audit-anchor/head.json",
      "before disk read desk/audit/N.seg",
      "before disk read desk/journal/N.seg",
      "before disk read desk/strategies/registry.record",
      "before disk read desk/strategies/sources/ID.ts",
      "before disk rename desk/audit/N.seg",
      "before disk rename desk/journal/N.seg",
      "before disk rename desk/strategies/sources/ID.ts",
      "before disk sync desk/anchor/head.json",
      "before disk sync desk/audit-anchor/head.json",
      "before disk sync desk/audit/spare",
      "before disk sync desk/journal/N.seg",
      "before disk sync desk/journal/spare",
      "before disk sync desk/strategies/registry.record",
      "before disk sync desk/strategies/sources/ID.ts.next",
      "before disk sync-folder desk/anchor",
      "before disk sync-folder desk/audit",
      "before disk sync-folder desk/audit-anchor",
      "before disk sync-folder desk/journal",
      "before disk sync-folder desk/strategies/sources",
      "before disk truncate desk/audit/spare",
      "before disk truncate desk/journal/N.seg",
      "before disk truncate desk/journal/spare",
      "before disk truncate desk/strategies/sources/ID.ts.next",
      "before disk write desk/anchor/head.json",
      "before disk write desk/audit-anchor/head.json",
      "before disk write desk/audit/spare",
      "before disk write desk/journal/spare",
      "before disk write desk/strategies/registry.record",
      "before disk write desk/strategies/sources/ID.ts.next",
      "before news fill",
      "before news state",
      "before send account",
      "before send amend",
      "before send cancel",
      "before send dead-man",
      "before send look-up",
      "before send place",
    ]
  `)
  expect(runs).toBeGreaterThan(300)
}, 900_000)
