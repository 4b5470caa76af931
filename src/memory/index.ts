export { embed } from './episode/embed.ts'
export type { Episode, Outcome, OutcomeKind } from './episode/episode.ts'
export {
  type BookFilter,
  EpisodeBook,
  isContradicted,
  type Near,
  weightAt,
} from './episode/episode-book.ts'
export { EpisodeWriter } from './episode/episode-writer.ts'
export { regimeText } from './episode/market-regime.ts'
export { regimeAt } from './episode/regime-at.ts'
export { type PrincipalPlane, principalPlane } from './map/principal-plane.ts'
export { recollect } from './episode/recollect.ts'
export { type RegimeSpan, regimeSpans } from './episode/regime-spans.ts'
export { AgreedMemory } from './shelf/agreed-memory.ts'
export { EpisodeClusters } from './shelf/cluster-episodes.ts'
export { type KnownResults, knownResults } from './shelf/known-results.ts'
export { type Lesson, shelfNames, type ShelfName, type Shelves, shelvesOf } from './shelf/lesson.ts'
export { type Pattern, patternName } from './shelf/pattern.ts'
export { type PromotionCandidate, promotionCandidates } from './shelf/promotion-candidates.ts'
export { type LastAsked, memoryProposer, wantedChanges } from './shelf/wanted-changes.ts'
export type { AuditNote, DeclineCounts, DeclineReason } from './governance/audit-note.ts'
export { Ballot, type BallotPaper, type Vote } from './governance/ballot.ts'
export { type Block, decodeBlock, encodeBlock } from './governance/block.ts'
export { isProof } from './governance/certificate.ts'
export { decisionsIn, type RecordedDecision } from './governance/decisions-in.ts'
export { encodeProposal, hashBytes } from './governance/encode-proposal.ts'
export {
  type GovernedState,
  hashState,
  stateAtStart,
  weightBounds,
} from './governance/governed-state.ts'
export { blockOf, type Decision, type Governed } from './governance/judge-block.ts'
export { ManagerHost, type ManagerHostOptions } from './governance/manager-host.ts'
export { groupOf, type ManagerKeys, managerKeys, sharedKeys } from './governance/manager-keys.ts'
export { ManagerRecord } from './governance/manager-record.ts'
export { groupOwner, MemoryGroup, type MemoryGroupOptions } from './governance/memory-group.ts'
export { MemoryManager, type MemoryManagerOptions } from './governance/memory-manager.ts'
export { memorySubjects } from './governance/memory-subjects.ts'
export { type Change, isName, type Proposal } from './governance/proposal.ts'
export { readRecord } from './governance/read-record.ts'
export type { RecordEntry } from './governance/record-entry.ts'
export {
  type Certificate,
  decodeMessage,
  encodeMessage,
  type ManagerMessage,
  type Offer,
} from './governance/vote-message.ts'
export { nearInDatabase } from './postgres/near-in-database.ts'
export { PostgresVectors } from './postgres/postgres-vectors.ts'
export { copyVectors, hasAllVectors } from './postgres/vector-copy.ts'
export {
  makeVectorTable,
  pendingVectorSteps,
  requireVectorTable,
  type VectorStanding,
  vectorStanding,
} from './postgres/vector-table.ts'
export type { EntryFilter, EntryTags } from './vectors/entry-tags.ts'
export type { VectorMatch } from './vectors/top-matches.ts'
export { VectorIndex } from './vectors/vector-index.ts'
