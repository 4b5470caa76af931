import { moatColumns } from '../../src/agents/index.ts'
import { generatedOutside, outsideNamesOf, swarmAgents } from '../../src/app/index.ts'
import { hourUs } from '../../src/domain/index.ts'
import { Desk, nobody, runMarket, stateHash, swarmDefaults } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { generateMarket } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'

// Prints what the full roster comes to on four made-up instruments and made-up sources, votes
// earned and explorers looking: a hash of all it did, one of all it remembers to the last bit of
// every number, and how much of it there was.
const market = generateMarket({ seed: 7, rows: 3_000, intervalUs: hourUs })
const agents = swarmAgents(true)
const names = [...outsideNamesOf(agents), ...moatColumns.map(({ column }) => column)]
const { outside } = generatedOutside(market, [...new Set(names)], { seed: 7, planted: 0.9 })
const columns = market.map(({ bars }) => bars)
const journal = new MemoryJournal()
let fills = 0
const desk = new Desk(
  {
    ...{
      seed: 7,
      agents,
      quorum: 1,
      limits: wideLimits,
      costs: defaultCosts,
      rebalanceMin: 0.0005,
    },
    instruments: market.map(({ instrument }) => instrument),
    intervalsUs: market.map(({ intervalUs }) => intervalUs),
    cash: 10_000_000_000_000n,
    votes: 'earned',
    yardsticks: true,
    swarm: { ...swarmDefaults, columns: moatColumns },
  },
  columns,
  journal,
  { ...nobody, onFill: () => void (fills += 1) },
  { outside },
)
runMarket(desk, columns, 0)
const settled = agents.reduce((sum, _, a) => sum + (desk.earned?.book.standing(a).evidence ?? 0), 0)
const counts = { fills, isSettled: settled > 100, tests: desk.swarm?.lookouts.tests }
console.log(JSON.stringify({ did: journal.decisionHash(), is: stateHash(desk), ...counts }))
