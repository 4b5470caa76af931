export {
  explainNews,
  type Finding,
  type ResearchNews,
  type ResearchTarget,
  researchTargets,
  type ResearchTest,
  researchTests,
  type RoundDone,
  type Untested,
} from './finding.ts'
export {
  foundOf,
  type ResearchedBar,
  Researcher,
  type ResearchGround,
  type ResearchTerms,
} from './researcher.ts'
