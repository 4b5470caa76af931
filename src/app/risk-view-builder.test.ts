import { expect, it } from 'vitest'
import { agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { hourUs } from '../domain/index.ts'
import { DeskRun, nobody, stateHash } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { GeneratedMarket, streamBar } from '../market/index.ts'
import { loadConfiguration } from './configuration.ts'
import { setupOf } from './desk-setup-of.ts'
import { RiskViewBuilder } from './risk-view-builder.ts'

const { values } = loadConfiguration({ folder: 'none', variables: {}, flags: [] })
const seated = defined(agentByName('random'), 'random').seat({ entry: 0.3, exit: 0.2 })
const agents = [defined(seated.ok ? seated.value : undefined, 'an agent')]

/** A desk of the default settings on four instruments, looked at after each bar, or not. */
function ran(isWatched: boolean): { readonly run: DeskRun; readonly view: RiskViewBuilder } {
  const market = new GeneratedMarket({ seed: 3, intervalUs: hourUs })
  const { instruments } = market
  const setup = {
    ...setupOf(values, agents),
    instruments,
    intervalsUs: instruments.map(() => hourUs),
  }
  const view = new RiskViewBuilder(instruments, { agents: ['random'], operating: values.operating })
  const observer = {
    ...nobody,
    onRefusal: view.onRefusal.bind(view),
    onMode: view.onMode.bind(view),
    onControl: view.onControl.bind(view),
  }
  const run = new DeskRun({ setup, recorded: [], journal: new MemoryJournal(), observer })
  for (let bar = 0; bar < 400; bar += 1) {
    market.next()
    for (const i of instruments.keys()) run.onBar(streamBar(market, i), 'live')
    if (isWatched) view.view(run.desk)
  }
  return { run, view }
}

it('shows every limit, and what is known of markets, breakers and standings', () => {
  const { run, view } = ran(true)
  const shown = view.view(run.desk)
  const names = shown.limits.map(({ name }) => name)
  for (const name of ['heat', 'value-at-risk', 'shortfall', 'drawdown', 'concentration', 'stress'])
    expect(names).toContain(name)
  expect(shown.limits.filter(({ was, max }) => was === null || !(max > 0))).toEqual([])
  expect(shown.correlation.values.flat().every((value) => value !== null)).toBe(true)
  expect(shown.stress).toHaveLength(12)
  expect(shown.standings).toHaveLength(5)
  expect(shown.refusals.length).toBeGreaterThan(0)
  expect(shown.tier.name).toBe('institutional')
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown)
})

it('tells again only what is another than before', () => {
  const { run, view } = ran(false)
  expect(view.fresh(run.desk).risk).toBeDefined()
  expect(view.fresh(run.desk)).toEqual({})
  run.toMode('pause', 'owner', 'a test')
  expect(view.fresh(run.desk).risk?.modes[0]).toMatchObject({ to: 'pause', actor: 'owner' })
})

it('changes nothing of what it looks at', () => {
  expect(stateHash(ran(true).run.desk)).toBe(stateHash(ran(false).run.desk))
})
