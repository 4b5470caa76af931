export { Attribution } from './attribution.ts'
export type { Brought } from './brought.ts'
export { worthAmong } from './moves-together.ts'
export { Budgets } from './budgets.ts'
export { Committee } from './committee.ts'
export { RegimeWatch, regimeNames } from './regime-watch.ts'
export { SkillBook, type Standing as VoteStanding, weightMin } from './skill-book.ts'
export { type Pull, SkilledCommittee } from './skilled-committee.ts'
export { Builder, type BuilderTerms } from './builder.ts'
export type { BuilderEvent, BuilderFigures, Refusal } from './builder-event.ts'
export {
  type Ballot,
  type Consensus,
  RuleOfThree,
  type RuleOfThreeTerms,
  type TeamVote,
} from './rule-of-three.ts'
export { type SeatRole, type TeamSeat, teamSeats } from './team-seats.ts'
export { VoteLog } from './vote-log.ts'
export { type YardstickFigures, Yardsticks } from './yardsticks.ts'
export { replayVotes, type WeightsAt } from './replay-votes.ts'
