export { Disagreement, type Disagreed } from './disagreement.ts'
export {
  type BookState,
  Explorer,
  type ExplorerGround,
  type ExplorerVote,
  explorersOf,
  type Prospected,
} from './explorer.ts'
export {
  type ExplorerTeam,
  type ExplorerTerms,
  explorerTeams,
  type Ramp,
  teamSize,
} from './explorer-terms.ts'
export {
  type Criterion,
  type CriterionName,
  explainProspect,
  type MoatEvidence,
  type Prospect,
} from './prospect.ts'
