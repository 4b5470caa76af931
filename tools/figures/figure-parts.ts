import { benchNames } from '../../bench/bench-table.ts'
import { benchPart } from './bench-part.ts'
import { mutated, programs } from './code-of-part.ts'
import type { Part } from './figure.ts'
import { gateRates } from './gate-rates.ts'
import { measuredPagePart, pagePart } from './page-part.ts'
import { installTimes, mutationScores } from './read-pages.ts'
import { seedsPart } from './seeds-part.ts'
import { quickTestsPart, repeatedTestsPart } from './tests-part.ts'

/** Everything that is measured, in the order of the page. */
export const figureParts: readonly Part[] = [
  ...benchNames.map(benchPart),
  seedsPart('simulate', '--first', '--seeds', 2_000),
  seedsPart('exchange-seeds', '--from', '--count', 2_000),
  pagePart('gate-page', 'docs/gate.md', gateRates),
  pagePart('market-risk-page', 'docs/market-risk.md'),
  measuredPagePart(
    'mutate',
    'docs/mutation.md',
    { isTimed: false, reads: mutated },
    mutationScores,
  ),
  measuredPagePart(
    'install-page',
    'docs/install.md',
    { isTimed: true, reads: programs },
    installTimes,
  ),
  quickTestsPart(),
  repeatedTestsPart(20),
]
