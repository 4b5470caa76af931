export type { AgentChange, Finding, FindingKind, Observed } from './finding.ts'
export type { ContextColumn, Plan, PlanEvidence, PlanRequest } from './plan.ts'
export { planWeights } from './planner.ts'
export { reflect } from './reflection.ts'
export {
  findingProposal,
  isUnchanged,
  planProposal,
  type Proposal,
  type ProposalTerms,
} from './proposal.ts'
