import type { ReactNode } from 'react'
import { AuditPage } from './audit-page.tsx'
import { DataPage } from './data-page.tsx'
import { MarketPage } from './market-page.tsx'
import { MemoryPage } from './memory-page.tsx'
import { ResearchPage } from './research-page.tsx'
import { RiskPage } from './risk-page.tsx'
import { SettingsPage } from './settings-page.tsx'
import { StrategyPage } from './strategy-page.tsx'
import { SwarmPage } from './swarm-page.tsx'
import { ThoughtPage } from './thought-page.tsx'
import { TradingPage } from './trading-page.tsx'

/** One page, as it stands in the navigation, in the address and under a key. */
export type PageEntry = {
  /** In the address, behind the `#`. */
  readonly name: string
  readonly title: string
  /** What is found there, in a few words. */
  readonly about: string
  /** The letter that leads there after `g`. */
  readonly letter: string
  readonly Page: () => ReactNode
  /** It tells of now, whatever moment is looked at. */
  readonly isOfNow?: boolean
}

/** Every page; a new one is a line here. The first is shown where the address names none. */
export const pages: readonly PageEntry[] = [
  {
    ...{ name: 'trading', title: 'Trading', letter: 't', Page: TradingPage },
    about: 'equity, prices, positions, orders, decisions, journal',
  },
  {
    ...{ name: 'market', title: 'Market', letter: 'k', Page: MarketPage },
    about: 'bars, opinions on the chart, who wanted what, book depth',
  },
  {
    ...{ name: 'risk', title: 'Risk', letter: 'r', Page: RiskPage },
    about: 'limits, breakers, plan, refusals, alerts',
  },
  {
    ...{ name: 'swarm', title: 'Swarm', letter: 's', Page: SwarmPage },
    about: 'agents, their votes, weights and what they brought',
  },
  {
    ...{ name: 'memory', title: 'Memory', letter: 'm', Page: MemoryPage, isOfNow: true },
    about: 'episodes, lessons, proposals and votes',
  },
  {
    ...{ name: 'strategies', title: 'Strategies', letter: 'v', Page: StrategyPage, isOfNow: true },
    about: 'versions, lineage, checks of the gate, differences',
  },
  {
    ...{ name: 'thoughts', title: 'Thoughts', letter: 'n', Page: ThoughtPage, isOfNow: true },
    about: 'nights of the strategist, what models said, observations',
  },
  {
    ...{ name: 'research', title: 'Research', letter: 'c', Page: ResearchPage, isOfNow: true },
    about: 'runs with their tear sheets, experiments, trials',
  },
  {
    ...{ name: 'data', title: 'Data', letter: 'd', Page: DataPage, isOfNow: true },
    about: 'freshness, gaps and lateness of bars, sources beside the market',
  },
  {
    ...{ name: 'audit', title: 'Audit', letter: 'a', Page: AuditPage, isOfNow: true },
    about: 'what people did to the desk, and the proof of it',
  },
  {
    ...{ name: 'settings', title: 'Settings', letter: 'e', Page: SettingsPage, isOfNow: true },
    about: 'every setting in force, and where it was said',
  },
]

/** The page of a name; the first for no name, `undefined` for one that there is not. */
export function pageNamed(name: string): PageEntry | undefined {
  return name === '' ? pages[0] : pages.find((page) => page.name === name)
}
